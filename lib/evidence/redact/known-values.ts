import type { TextRange } from "./text-range";

/** Shorter values are not searched for: they would blot out ordinary text, and no credential is that short. */
export const KNOWN_VALUE_CHARACTERS_MIN = 6;
const BASE64_EDGE_MAX = 4;

type Needle = { text: string; kind: "plain" | "base64" };

/** Finds exact values that the caller knows to be secret, in the forms in which logs show them. */
export type KnownValues = (text: string) => TextRange[];

/**
 * Prepares the search for exact values: as they are, JSON-escaped, URL-encoded, in hex (either case) and inside
 * base64 of anything (all three alignments, both alphabets), each also across line breaks with the indentation that
 * follows them. Of a value of several lines every long enough line counts alone, since logs prefix their lines.
 */
export function knownValues(values: readonly string[]): KnownValues {
  const needles = new Map<string, Needle>();
  for (const value of values) {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      const trimmed = part.trim();
      if (trimmed.length < KNOWN_VALUE_CHARACTERS_MIN) continue;
      for (const needle of formsOf(trimmed)) needles.set(needle.text, needle);
    }
  }
  if (needles.size === 0) return () => [];
  const all = [...needles.values()].map((needle) => ({
    ...needle,
    text: needle.text.replace(/\r?\n[ \t]*/g, ""),
  }));
  return (text) => {
    const { joined, positionOf } = joinLines(text);
    const found: TextRange[] = [];
    for (const needle of all) {
      for (
        let at = joined.indexOf(needle.text);
        at !== -1;
        at = joined.indexOf(needle.text, at + needle.text.length)
      ) {
        const [start, end] =
          needle.kind === "base64"
            ? widen(joined, at, at + needle.text.length)
            : [at, at + needle.text.length];
        found.push({ start: positionOf(start), end: positionOf(end - 1) + 1 });
      }
    }
    return found;
  };
}

function* formsOf(value: string): Generator<Needle> {
  yield { text: value, kind: "plain" };
  yield { text: JSON.stringify(value).slice(1, -1), kind: "plain" };
  const bytes = Buffer.from(value, "utf8");
  const percent = [...bytes].map(percentEncoded).join("");
  yield { text: percent, kind: "plain" };
  yield { text: percent.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()), kind: "plain" };
  yield { text: percent.replaceAll("%20", "+"), kind: "plain" };
  // encodeURIComponent keeps !'()* and some encoders keep more: both are common in logs.
  yield { text: percent.replace(/%(?:21|27|28|29|2A)/g, decodeURIComponent), kind: "plain" };
  const hex = bytes.toString("hex");
  yield { text: hex, kind: "plain" };
  yield { text: hex.toUpperCase(), kind: "plain" };
  for (const shift of [0, 1, 2]) {
    const core = base64Core(bytes, shift);
    yield { text: core, kind: "base64" };
    yield { text: core.replaceAll("+", "-").replaceAll("/", "_"), kind: "base64" };
  }
}

function percentEncoded(byte: number): string {
  const character = String.fromCharCode(byte);
  return /[A-Za-z0-9_.~-]/.test(character)
    ? character
    : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** The characters of base64 that depend on the value alone when `shift` unknown bytes stand before it. */
function base64Core(bytes: Buffer, shift: number): string {
  const encoded = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString("base64")
    .replaceAll("=", "");
  const mixedAtStart = [0, 2, 3][shift] ?? 0;
  const mixedAtEnd = (shift + bytes.length) % 3 === 0 ? 0 : 1;
  return encoded.slice(mixedAtStart, encoded.length - mixedAtEnd);
}

/** The characters at both edges hold bits of the value too. */
function widen(text: string, start: number, end: number): [number, number] {
  let from = start;
  let to = end;
  while (from > 0 && start - from < BASE64_EDGE_MAX && /[A-Za-z0-9+/_-]/.test(text.charAt(from - 1))) from--;
  while (to < text.length && to - end < BASE64_EDGE_MAX && /[A-Za-z0-9+/=_-]/.test(text.charAt(to))) to++;
  return [from, to];
}

/** The text without line breaks and the indentation after them, and the way back to positions in the text. */
function joinLines(text: string): { joined: string; positionOf: (index: number) => number } {
  const breaks = /\n[ \t]*/g;
  const pieces: string[] = [];
  const starts: { joined: number; text: number }[] = [{ joined: 0, text: 0 }];
  let length = 0;
  let from = 0;
  for (const match of text.matchAll(breaks)) {
    pieces.push(text.slice(from, match.index));
    length += match.index - from;
    from = match.index + match[0].length;
    starts.push({ joined: length, text: from });
  }
  pieces.push(text.slice(from));
  function positionOf(index: number): number {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle]?.joined ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    const piece = starts[low] ?? { joined: 0, text: 0 };
    return piece.text + index - piece.joined;
  }
  return { joined: pieces.join(""), positionOf };
}
