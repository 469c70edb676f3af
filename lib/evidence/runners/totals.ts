/** What a runner says about one run; parts it does not name are left out. */
export interface Totals {
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

export function toCounts({ executed, passed, failed = 0, skipped = 0 }: Totals): Counts {
  const good = passed ?? Math.max(0, (executed ?? failed) - failed);
  return { run: good + failed + skipped, passed: good, failed, skipped };
}

export type Outcome = "executed" | "passed" | "failed" | "skipped";

/**
 * Adds up "3 failed, 2 passed, 1 skipped" in any order and by the runner's own words, null where a part is no
 * number with a known word. `words` maps each word to its outcome, null for one that counts for nothing.
 */
export function tally(text: string, words: Readonly<Record<string, Outcome | null>>): Totals | null {
  const totals: Totals = {};
  let isEmpty = true;
  for (const part of text.split(/[,;|·]/)) {
    const found = /^(\d+) ([a-zA-Z][\w -]*)$/.exec(part.trim());
    const outcome = words[found?.[2] ?? ""];
    if (!found || outcome === undefined) return null;
    isEmpty = false;
    if (outcome) totals[outcome] = (totals[outcome] ?? 0) + Number(found[1]);
  }
  return isEmpty ? null : totals;
}

/** The sum of named groups of digits; null if there is no match. */
export function groupTotals(found: RegExpExecArray | null): Totals | null {
  const groups = found?.groups;
  if (!groups) return null;
  const { executed, passed, failed, errors, skipped } = groups;
  const totals: Totals = { failed: Number(failed ?? 0) + Number(errors ?? 0), skipped: Number(skipped ?? 0) };
  if (executed !== undefined) totals.executed = Number(executed);
  if (passed !== undefined) totals.passed = Number(passed);
  return totals;
}
