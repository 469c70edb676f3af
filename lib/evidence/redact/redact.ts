// The gate for everything that comes from outside: what passes it is safe to store, to show, and to send to an agent.

import { createSearch } from "./find-by-rules";
import { knownValues as searchFor } from "./known-values";
import { namedValues } from "./named-values";
import { privateKeys } from "./private-keys";
import { scannerReports } from "./scanner-reports";
import { secretlintRules } from "./secretlint-rules";
import { stripControl } from "./strip-control";
import { mergeRanges, type TextRange } from "./text-range";
import { tokenShapes } from "./token-shapes";

export const REDACTED = "[redacted]";

/** The safe text, with exactly as many lines as before, and how many secrets were replaced in it. */
export type Redacted = { text: string; redactions: number };

export type Redactor = (text: string) => Redacted;

const findByRules = createSearch([
  ...tokenShapes,
  privateKeys,
  ...namedValues,
  ...scannerReports,
  ...secretlintRules,
]);

/**
 * A redactor that also knows exact values (tokens the caller holds). Preparing costs more than using: keep it for
 * all texts of one failure. Redacting twice changes nothing.
 */
export function createRedactor(options: { knownValues?: readonly string[] } = {}): Redactor {
  const findKnown = searchFor(options.knownValues ?? []);
  return (raw) => {
    const text = stripControl(raw);
    const ranges = [...findKnown(text), ...findByRules(text)];
    if (ranges.length === 0) return { text, redactions: 0 };
    return replaceRanges(text, mergeRanges(ranges));
  };
}

/** Without known values: what shape, name and rule sets give away. */
export const redact: Redactor = createRedactor();

function replaceRanges(text: string, ranges: readonly TextRange[]): Redacted {
  const pieces: string[] = [];
  let from = 0;
  for (const range of ranges) {
    pieces.push(text.slice(from, range.start), marked(text.slice(range.start, range.end)));
    from = range.end;
  }
  pieces.push(text.slice(from));
  return { text: pieces.join(""), redactions: ranges.length };
}

/** One mark for each line of the secret: line numbers of the text must stay true. */
function marked(secret: string): string {
  if (!secret.includes("\n")) return REDACTED;
  return secret
    .split("\n")
    .map((line) => (line.trim() === "" ? "" : REDACTED))
    .join("\n");
}
