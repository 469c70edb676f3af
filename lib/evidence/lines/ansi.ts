const ESCAPE = 0x1b;
const BELL = 0x07;

type CodeAt = (index: number) => number;

/** Index behind the escape sequence that starts at `at` (where the escape stands). Reads each code once. */
export function escapeEnd(code: CodeAt, at: number, end: number): number {
  const kind = at + 1 < end ? code(at + 1) : 0;
  if (kind === 0x5b) return controlSequenceEnd(code, at + 2, end);
  if (kind === 0x5d) return commandStringEnd(code, at + 2, end);
  if (kind === 0x28 || kind === 0x29) return Math.min(at + 3, end);
  return kind >= 0x40 && kind <= 0x5f ? at + 2 : at + 1;
}

/** CSI: parameters 0x20…0x3f, then one final byte 0x40…0x7e. */
function controlSequenceEnd(code: CodeAt, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const c = code(i);
    if (c >= 0x40 && c <= 0x7e) return i + 1;
    if (c < 0x20 || c > 0x3f) return i;
  }
  return end;
}

/** OSC, such as hyperlinks: up to a bell or an escape with backslash. Unfinished ones end with the line. */
function commandStringEnd(code: CodeAt, from: number, end: number): number {
  for (let i = from; i < end; i++) {
    const c = code(i);
    if (c === BELL) return i + 1;
    if (c === ESCAPE) return Math.min(i + 2, end);
    if (c === 0x0a) return i;
  }
  return end;
}

/** Removes escape sequences. Written by hand: patterns for this job are quadratic on unfinished sequences. */
export function stripAnsi(text: string): string {
  let at = text.indexOf("\x1b");
  if (at < 0) return text;
  const code = (index: number) => text.charCodeAt(index);
  let shown = "";
  let from = 0;
  while (at >= 0) {
    shown += text.slice(from, at);
    from = escapeEnd(code, at, text.length);
    at = text.indexOf("\x1b", from);
  }
  return shown + text.slice(from);
}
