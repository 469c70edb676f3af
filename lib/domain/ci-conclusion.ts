const redConclusions: ReadonlySet<string> = new Set(["failure", "timed_out", "startup_failure"]);
const greenConclusions: ReadonlySet<string> = new Set(["success", "neutral", "skipped"]);

/** A conclusion that makes a commit red. Cancelled, stale and "action required" are neither red nor green. */
export function isRed(conclusion: string | null): boolean {
  return conclusion !== null && redConclusions.has(conclusion);
}

export function isGreen(conclusion: string | null): boolean {
  return conclusion !== null && greenConclusions.has(conclusion);
}

/** The newest attempt of each run: a rerun replaces what it repeats. */
export function newestAttempts<T extends { provider: string; externalId: string; runAttempt: number }>(
  runs: readonly T[],
): T[] {
  const newest = new Map<string, T>();
  for (const run of runs) {
    const key = `${run.provider}:${run.externalId}`;
    const known = newest.get(key);
    if (known === undefined || known.runAttempt < run.runAttempt) newest.set(key, run);
  }
  return [...newest.values()];
}
