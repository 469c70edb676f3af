/**
 * Text from outside as it may stand in a comment, a pull request or a check run: in a code block whose fence is longer
 * than any run of backticks inside, without control and bidirectional characters. Nothing in a code block mentions,
 * links, closes issues or renders.
 */
export function fenced(
  text: string,
  charactersMax = 8_000,
  language: "text" | "diff" | "sh" = "text",
): string {
  const clean = withoutControls(text).slice(0, charactersMax);
  const longest = Math.max(2, ...[...clean.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${clean}\n${fence}`;
}

/** The same for a name inside a sentence: one line, in code marks. */
export function inlineCode(text: string, charactersMax = 200): string {
  const clean = withoutControls(text).replace(/\s+/g, " ").trim().slice(0, charactersMax);
  if (clean === "") return "``(empty)``";
  const longest = Math.max(0, ...[...clean.matchAll(/`+/g)].map((run) => run[0].length));
  const marks = "`".repeat(longest + 1);
  const pad = clean.startsWith("`") || clean.endsWith("`") ? " " : "";
  return `${marks}${pad}${clean}${pad}${marks}`;
}

const plainWord = /^[\p{L}\p{N},.;:'"()\-–−+!?%…]+$/u;
const reference = /^\(?(?:gh-\d|www\.)/i;

/**
 * A sentence that may quote text from outside: plain words stay, and every word that could mention, link, command or
 * format stands in code marks.
 */
export function safeSentence(text: string, charactersMax = 1_500): string {
  return withoutControls(text)
    .slice(0, charactersMax)
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word) =>
      plainWord.test(word) && !reference.test(word) && !word.includes("://") ? word : inlineCode(word),
    )
    .join(" ");
}

/** C0 and C1 controls (except tab and line feed), bidirectional marks and zero-width characters are dropped. */
export function withoutControls(text: string): string {
  let clean = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const control = (code < 0x20 && code !== 0x09 && code !== 0x0a) || (code >= 0x7f && code <= 0x9f);
    const invisible =
      (code >= 0x200b && code <= 0x200f) ||
      (code >= 0x202a && code <= 0x202e) ||
      (code >= 0x2060 && code <= 0x2069) ||
      code === 0xfeff;
    if (!control && !invisible) clean += character;
  }
  return clean;
}
