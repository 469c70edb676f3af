import type { AgentReport } from "./types";

const ending =
  /^[\s>*#`_-]{0,10}REGREEN:\s{0,3}(real bug|cannot reproduce)\s{0,3}[:,.–—-]\s{0,3}(\S.{0,2000})$/i;

/**
 * The honourable end that an agent chose, from a line of what it said last: `REGREEN: real bug: why` or
 * `REGREEN: cannot reproduce: why`. Null where it chose none. Only the end counts, so that quoting the prompt does not.
 */
export function chosenEnd(text: string): Extract<AgentReport, { kind: "gave_up" }> | null {
  const lines = text.trimEnd().split("\n").slice(-3);
  for (const line of lines.reverse()) {
    const [, word, why] = ending.exec(line.slice(0, 2_200)) ?? [];
    if (word === undefined || why === undefined) continue;
    const reason = word.toLowerCase() === "real bug" ? "real_bug" : "cannot_reproduce";
    return { kind: "gave_up", reason, notes: why.replace(/(?<![*`_\s])[*`_\s]+$/, "") };
  }
  return null;
}
