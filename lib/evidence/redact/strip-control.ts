// Everything a terminal or a page would act upon instead of showing: escape sequences, control characters,
// direction overrides, and characters without width, which hide words from a reader but not from a model.

const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|\udb40[\udc00-\uddff]/;
const UNSEEN_ALL = new RegExp(UNSEEN.source, "g");

// ECMA-48: CSI with parameters, and the string sequences (OSC, DCS, SOS, PM, APC) up to BEL or ST. A string
// sequence that is never closed ends at its line, so that it cannot swallow the rest of a log.
const ESCAPE_SEQUENCE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]/g;

/** Of most texts one look says that nothing has to go. */
const NOT_PLAIN = /[^\t\n -~]/;

const LINE_SEPARATOR = /[\u2028\u2029]/g;

/**
 * The text as a person would see it: without escape sequences, C0 and C1 controls (tab and line feed stay),
 * bidirectional overrides and invisible characters. U+2028 and U+2029 become blanks. The number of `\n` is unchanged.
 */
export function stripControl(text: string): string {
  if (!NOT_PLAIN.test(text)) return text;
  const shown = UNSEEN.test(text) ? text.replace(ESCAPE_SEQUENCE, "").replace(UNSEEN_ALL, "") : text;
  return shown.replace(LINE_SEPARATOR, " ");
}
