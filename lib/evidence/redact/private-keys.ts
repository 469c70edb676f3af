import type { Rule } from "./rule";
import type { TextRange } from "./text-range";

const MARKER = /-----(BEGIN|END) [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_CHARACTERS_MAX = 20_000;
const BODY_LINE_CHARACTERS_MIN = 32;
const BODY_LINE_CHARACTERS_MAX = 200;

export const privateKeys: Rule = { leads: ["private key"], scope: "text", find: findPrivateKeys };

/**
 * Private keys in PEM form, whatever their body: from marker to marker, also within one line with `\n` spelled out.
 * A key that was cut off (a log that starts or ends inside it) is followed for as long as lines look like base64.
 */
export function findPrivateKeys(text: string): TextRange[] {
  const found: TextRange[] = [];
  let open: TextRange | null = null;
  for (const match of text.matchAll(MARKER)) {
    const end = match.index + match[0].length;
    if (match[1] === "BEGIN") {
      if (open) found.push({ start: open.start, end: bodyEnd(text, open.end) });
      open = { start: match.index, end };
      continue;
    }
    const closes: boolean = open !== null && match.index - open.end <= KEY_CHARACTERS_MAX;
    if (open && closes) found.push({ start: open.start, end });
    else found.push({ start: bodyStart(text, match.index), end });
    if (open && !closes) found.push({ start: open.start, end: bodyEnd(text, open.end) });
    open = null;
  }
  if (open) found.push({ start: open.start, end: bodyEnd(text, open.end) });
  return found;
}

function bodyEnd(text: string, from: number): number {
  const window = text.slice(from, from + KEY_CHARACTERS_MAX);
  const lines = window.split("\n");
  let length = lines[0]?.length ?? 0;
  let seen = false;
  for (const line of lines.slice(1)) {
    const whole = isBody(line);
    if (!whole && !(seen && isLastOfBody(line))) break;
    length += 1 + line.length;
    if (!whole) break;
    seen = true;
  }
  return from + length;
}

function bodyStart(text: string, to: number): number {
  const window = text.slice(Math.max(0, to - KEY_CHARACTERS_MAX), to);
  const lines = window.split("\n").reverse();
  let length = lines[0]?.length ?? 0;
  for (const [index, line] of lines.entries()) {
    if (index === 0) continue;
    const isLast = index === 1 && isLastOfBody(line) && isBody(lines[2] ?? "");
    if (!isBody(line) && !isLast) break;
    length += 1 + line.length;
  }
  return to - length;
}

/** A line of a key's body, behind whatever a CI provider writes before each line. */
function isBody(line: string): boolean {
  const word = lastWord(line);
  return word.length >= BODY_LINE_CHARACTERS_MIN && /^[A-Za-z0-9+/=]+$/.test(word);
}

function isLastOfBody(line: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(lastWord(line));
}

/** Without quotes, commas and spelled-out line breaks behind it, as in a key within JSON or code. */
function lastWord(line: string): string {
  let end = line.length;
  for (;;) {
    if (" \t\r\"',".includes(line.charAt(end - 1)) && end > 0) end--;
    else if (line.startsWith("\\n", end - 2) || line.startsWith("\\r", end - 2)) end -= 2;
    else break;
  }
  let start = end;
  while (start > 0 && end - start <= BODY_LINE_CHARACTERS_MAX && !" \t|>\"'".includes(line.charAt(start - 1)))
    start--;
  return line.slice(start, end);
}
