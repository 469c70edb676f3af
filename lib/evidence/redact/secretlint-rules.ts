import { rules } from "@secretlint/secretlint-rule-preset-recommend";
import type { TextRange } from "./text-range";

// secretlint's core runs rules behind promises because some rules of files are asynchronous. The rules of text are
// not, so they are driven directly: the gate stays a plain function of text.

const PRESET = "@secretlint/secretlint-rule-";

const LEFT_OUT = new Set([
  // It lets a text switch off the other rules (`secretlint-disable`): here the text is written by strangers.
  `${PRESET}filter-comments`,
  // These report the whole URL, host included; our own rule takes the password only.
  `${PRESET}database-connection-string`,
  `${PRESET}basicauth`,
  // Matches a whole key in one pattern of ten thousand characters; our own scan also finds keys that were cut off.
  `${PRESET}privatekey`,
  // Reports twelve digits after "account id", which is no secret; key ids and keys are found by shape and by name.
  `${PRESET}aws`,
  // The range it reports for `_authToken=` is that of the name, not of the token.
  `${PRESET}npm`,
]);

let sink: TextRange[] = [];

const context = {
  sharedOptions: {},
  createTranslator: () => () => ({ message: "", messageId: "", data: undefined }),
  report: ({ range }: { range: readonly [number, number] }) => {
    sink.push({ start: range[0], end: range[1] });
  },
  ignore: () => {},
};

const handlers = rules
  .filter((rule) => rule.meta.type === "scanner" && !LEFT_OUT.has(rule.meta.id))
  .map((rule) => rule.create(context, {}));

/** What secretlint's recommended rules find in a text. */
export function findBySecretlint(text: string): TextRange[] {
  const found: TextRange[] = [];
  sink = found;
  const source = {
    hasBOM: false,
    content: text,
    filePath: undefined,
    physicalFilePath: undefined,
    contentType: "text" as const,
    ext: "",
    getFilePath: () => undefined,
    getPhysicalFilePath: () => undefined,
    locationToRange: unasked,
    rangeToLocation: unasked,
    positionToIndex: unasked,
    indexToPosition: unasked,
  };
  for (const handler of handlers) void handler.file?.(source);
  return found;
}

function unasked(): never {
  throw new Error("A secretlint rule asked for line and column: it is not one of text alone.");
}
