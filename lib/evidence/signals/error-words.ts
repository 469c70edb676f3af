import type { Family } from "../family";

/** Words that programs of all kinds use for "this went wrong", weighed by how seldom they are said in passing. */
const weights: readonly (readonly [RegExp, number])[] = [
  [/\b(?:panic(?:ked)?|traceback|segmentation fault|core dumped|fatal(?: error)?)\b/i, 0.6],
  [/(?:^|\s)(?:[\w.]*(?:error|exception))\s?:/i, 0.5],
  [/\b(?:failed|failure|cannot|could not|unable to|not found|denied|refused)\b/i, 0.3],
  [/\b(?:error|exception|assert(?:ion)?)\b/i, 0.25],
];

/** A sentence about errors that did not happen. */
const harmless =
  /\b(?:0 (?:errors?|failures?|failed)|no errors?|errors?: 0|failures?: 0|failed: 0|without errors?)\b/i;

export const errorWords: Family = {
  id: "words",
  triggers: [
    "error",
    "fail",
    "exception",
    "fatal",
    "panic",
    "traceback",
    "segmentation",
    "core dumped",
    "cannot",
    "could not",
    "unable to",
    "denied",
    "refused",
  ],
  open(emit) {
    return {
      line(text, lineNumber) {
        if (harmless.test(text)) return false;
        const weight = weights.find(([pattern]) => pattern.test(text))?.[1];
        if (weight) emit({ kind: "failure", startLine: lineNumber, endLine: lineNumber, weight });
        return false;
      },
    };
  },
};
