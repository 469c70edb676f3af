const TAB = 9;
const LINE_FEED = 10;
/** Names of jobs and steps are shorter than this together. */
const NAMES_BYTES_MAX = 300;

/**
 * The length in bytes of what the provider put before the line at `start`: "2026-01-31T10:00:00.1234567Z " of GitHub
 * Actions, also with GitLab's stream mark ("… 00O "), a byte order mark before it, or what `gh run view --log` adds:
 * the names of job and step with a tab behind each. 0 where there is none. All lines of a log have names or none has: where
 * that is known already, `mayHaveNames` saves the search.
 */
export function prefixLength(bytes: Uint8Array, start: number, end: number, mayHaveNames = true): number {
  const names = mayHaveNames ? namesLength(bytes, start, end) : 0;
  const stamp = stampLength(bytes, start + names, end);
  return names > 0 && stamp < 20 ? 0 : names + stamp;
}

/** Do the lines of these bytes have names before their timestamps? The first one tells. */
export function startsWithNames(bytes: Uint8Array): boolean {
  const feed = bytes.indexOf(LINE_FEED);
  return namesLength(bytes, 0, feed < 0 ? bytes.length : feed) > 0;
}

/** Up to behind the second tab, if what looks like a time stands there. */
function namesLength(bytes: Uint8Array, start: number, end: number): number {
  if (bytes[start] === 0xef || (end - start >= 20 && looksLikeIsoTime(bytes, start))) return 0;
  const last = Math.min(end, start + NAMES_BYTES_MAX);
  let tabs = 0;
  for (let i = start; i < last; i++) {
    if (bytes[i] !== TAB || ++tabs < 2) continue;
    const at = bytes[i + 1] === 0xef ? i + 4 : i + 1;
    return end - at >= 20 && looksLikeIsoTime(bytes, at) ? i + 1 - start : 0;
  }
  return 0;
}

function stampLength(bytes: Uint8Array, start: number, end: number): number {
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
