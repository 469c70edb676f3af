/** What a runner says about one run; parts it does not name are left out. */
export interface Totals {
  /** All tests, skipped ones among them. */
  total?: number;
  /**
   * Tests that ran, by runners whose figure is read as what was executed: skipped ones come on top of it, since
   * `run` is executed and skipped.
   */
  executed?: number;
  passed?: number;
  failed?: number;
  skipped?: number;
}

export interface Counts {
  run: number;
  passed: number;
  failed: number;
  skipped: number;
}

export function toCounts({ total, executed, passed, failed = 0, skipped = 0 }: Totals): Counts {
  const ran = executed ?? Math.max(0, (total ?? 0) - skipped);
  const good = passed ?? Math.max(0, ran - failed);
  return { run: good + failed + skipped, passed: good, failed, skipped };
}

export type Outcome = "total" | "executed" | "passed" | "failed" | "skipped";

/**
 * Adds up "3 failed, 2 passed, 1 skipped" in any order and by the runner's own words, null where a part is no
 * number with a known word. `words` maps each word to its outcome, null for one that counts for nothing.
 */
export function tally(text: string, words: Readonly<Record<string, Outcome | null>>): Totals | null {
  const totals: Totals = {};
  let isEmpty = true;
  for (const part of text.split(/[,;|]/)) {
    const found = /^(\d+) ([a-zA-Z][\w -]*)$/.exec(part.trim());
    const outcome = words[found?.[2] ?? ""];
    if (!found || outcome === undefined) return null;
    isEmpty = false;
    if (outcome) totals[outcome] = (totals[outcome] ?? 0) + Number(found[1]);
  }
  return isEmpty ? null : totals;
}

/** The numbers in the groups total, executed, passed, failed, errors (which count as failed) and skipped; null without a match. */
export function groupTotals(found: RegExpExecArray | null): Totals | null {
  const groups = found?.groups;
  if (!groups) return null;
  const { total, executed, passed, failed, errors, skipped } = groups;
  return {
    total: numberOf(total),
    executed: numberOf(executed),
    passed: numberOf(passed),
    failed: Number(failed ?? 0) + Number(errors ?? 0),
    skipped: Number(skipped ?? 0),
  };
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
