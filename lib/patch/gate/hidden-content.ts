import { addedLines, type PatchFile } from "../patch";
import type { GateFinding, GateRule } from "./rule";

/**
 * Bidirectional controls reorder what a reader sees (CVE-2021-42574); zero-width and tag characters carry text that nobody
 * sees; control characters drive terminals. Tab and the carriage return of a CRLF file are plain text.
 */
const kinds: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u, what: "a bidirectional control character" },
  // Editors show one line where JavaScript and others read two.
  { pattern: /[\u2028\u2029]/u, what: "a line separator that editors do not show" },
  // A selector follows what it selects; without that, or many of them, it carries data.
  {
    pattern: /[\uFE00-\uFE0E\u{E0100}-\u{E01EF}\uFFF9-\uFFFB\u206A-\u206F]|(?<!\p{Emoji})\uFE0F/u,
    what: "an invisible character",
  },
  // `аdmin` with a Cyrillic letter is another name than `admin`, and nobody sees it.
  {
    pattern: /\p{Script=Latin}\p{Script=Cyrillic}|\p{Script=Cyrillic}\p{Script=Latin}/u,
    what: "letters of two alphabets in one word",
  },
  // Joined emoji and scripts that need U+200C and U+200D have a letter or pictograph before it.
  {
    pattern:
      /(?<!\uFE0F|[\p{L}\p{M}\p{Extended_Pictographic}])[\u200C\u200D]|(?<=[\p{Script=Latin}\d_])[\u200C\u200D]|[\u200B\u2060-\u2064\uFEFF\u00AD\u115F\u1160\u3164\uFFA0\u180E]|\u034F|[\u{E0000}-\u{E007F}]/u,
    what: "an invisible character",
  },
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for.
  { pattern: /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]|\r(?!$)/u, what: "a control character" },
];

function objections(file: PatchFile): GateFinding[] {
  const block = { rule: "hidden-content", severity: "block" as const, path: file.path };
  if (file.binary)
    return [
      {
        ...block,
        line: null,
        reason: "It is binary or not UTF-8: its change cannot be reviewed line by line.",
      },
    ];
  return addedLines(file).flatMap(({ text, newLine }) => {
    // A byte order mark at the very start of a file is a matter of encoding.
    const visible = newLine === 1 ? text.replace(/^\uFEFF/, "") : text;
    const kind = kinds.find(({ pattern }) => pattern.test(visible));
    return kind ? [{ ...block, line: newLine, reason: `An added line has ${kind.what}.` }] : [];
  });
}

/** What a reviewer cannot see does not pass. */
export const hiddenContent: GateRule = {
  id: "hidden-content",
  judge: ({ patch }) => patch.files.flatMap(objections),
};
