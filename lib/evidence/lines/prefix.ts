/**
 * The length in bytes of what the provider put before the line at `start`: "2026-01-31T10:00:00.1234567Z " of GitHub
 * Actions, also with GitLab's stream mark ("… 00O "), and a byte order mark before it. 0 where there is none.
 */
export function prefixLength(bytes: Uint8Array, start: number, end: number): number {
  const mark = bytes[start] === 0xef && bytes[start + 1] === 0xbb && bytes[start + 2] === 0xbf ? 3 : 0;
  const at = start + mark;
  if (end - at < 20 || !looksLikeIsoTime(bytes, at)) return mark;
  let i = at + 19;
  if (bytes[i] === 0x2e) {
    i++;
    while (i < end && isDigit(bytes[i])) i++;
  }
  if (bytes[i] !== 0x5a) return mark;
  i++;
  if (bytes[i] === 0x20) return gitLabStreamEnd(bytes, i + 1, end) - start;
  return i >= end || bytes[i] === 0x0d ? i - start : mark;
}

/** Behind a timestamp GitLab writes two hex digits, the stream (O or E) and "+" for a continued line. */
function gitLabStreamEnd(bytes: Uint8Array, at: number, end: number): number {
  const stream = bytes[at + 2];
  const isMark =
    end - at >= 4 &&
    isHex(bytes[at]) &&
    isHex(bytes[at + 1]) &&
    (stream === 0x4f || stream === 0x45) &&
    (bytes[at + 3] === 0x20 || bytes[at + 3] === 0x2b);
  return isMark ? at + 4 : at;
}

function looksLikeIsoTime(b: Uint8Array, i: number): boolean {
  return (
    b[i] === 0x32 &&
    b[i + 4] === 0x2d &&
    b[i + 7] === 0x2d &&
    b[i + 10] === 0x54 &&
    b[i + 13] === 0x3a &&
    b[i + 16] === 0x3a &&
    isDigit(b[i + 1]) &&
    isDigit(b[i + 18])
  );
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}

function isHex(byte: number | undefined): boolean {
  return isDigit(byte) || (byte !== undefined && byte >= 97 && byte <= 102);
}
