/**
 * What the end of a run says about its commit.
 * `broken`: the workflow file could not be started, which no change of code mends. `interrupted`: somebody or something
 * stopped it, so it says nothing. `held`: a person must allow it first. Conclusions that GitHub may add later are `unknown`.
 * https://docs.github.com/rest/checks/runs
 */
export type ConclusionMeaning = "green" | "red" | "broken" | "interrupted" | "held" | "unknown";

const meanings: ReadonlyMap<string, ConclusionMeaning> = new Map([
  ["success", "green"],
  ["neutral", "green"],
  ["skipped", "green"],
  ["failure", "red"],
  ["timed_out", "red"],
  ["startup_failure", "broken"],
  ["cancelled", "interrupted"],
  ["stale", "interrupted"],
  ["action_required", "held"],
]);

export function meaningOf(conclusion: string | null): ConclusionMeaning {
  return meanings.get(conclusion ?? "") ?? "unknown";
}

/** A conclusion that makes a commit red. Cancelled, stale and "action required" are neither red nor green. */
export function isRed(conclusion: string | null): boolean {
  const meaning = meaningOf(conclusion);
  return meaning === "red" || meaning === "broken";
}

export function isGreen(conclusion: string | null): boolean {
  return meaningOf(conclusion) === "green";
}

/** How a commit stands over all of its runs. `silent`: nothing reported. `open`: it ended, but not so that it says anything. */
export type CommitStanding = "silent" | "running" | "broken" | "red" | "held" | "open" | "green";

/** The worst word wins, except that nothing is said while something still runs. */
export function standingOf(runs: readonly { status: string; conclusion: string | null }[]): CommitStanding {
  if (runs.length === 0) return "silent";
  if (runs.some((run) => run.status !== "completed")) return "running";
  const seen = new Set(runs.map((run) => meaningOf(run.conclusion)));
  if (seen.has("broken")) return "broken";
  if (seen.has("red")) return "red";
  if (seen.has("held")) return "held";
  return seen.has("interrupted") || seen.has("unknown") ? "open" : "green";
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
