// Is a test flaky, broken, stable, or is it too early to say? Two runs of one commit that disagree are proof. Across
// commits the code may be to blame, so only a history that no sequence of breaking and mending explains is called flaky.

import { failureRateInterval } from "./interval";

export type TestRunOutcome = { sha: string; outcome: "pass" | "fail" };

export type FlakyVerdict = "flaky" | "broken" | "stable" | "insufficient";

/** `rate` is the share of runs that failed, `low` to `high` the 95 % interval of the rate behind it. */
export type FlakyJudgement = {
  verdict: FlakyVerdict;
  rate: number;
  low: number;
  high: number;
  reason: string;
};

/** Fewer passing runs say little: a test that fails once in five passes five times in a row every third time. */
const STABLE_RUNS_MIN = 5;
const BROKEN_RUNS_MIN = 2;
/** Broken and mended so often within one history, a test was not broken by commits. */
const MENDED_EPISODES_MIN = 3;
/** A streak of failures less likely than this is no bad luck of a flaky test any more. */
const BAD_LUCK = 0.01;

type Commit = { sha: string; passes: number; failures: number };

/** Judges the outcomes of one test, oldest first. Runs of one commit need not stand together. */
export function judgeOutcomes(outcomes: readonly TestRunOutcome[]): FlakyJudgement {
  const commits = groupByCommit(outcomes);
  const failures = outcomes.filter(({ outcome }) => outcome === "fail").length;
  const runs = outcomes.length;
  const rate = runs === 0 ? 0 : failures / runs;
  const { low, high } = failureRateInterval(failures, runs);
  return { ...decide(commits), rate, low, high };
}

function decide(commits: readonly Commit[]): { verdict: FlakyVerdict; reason: string } {
  const runs = sum(commits, (commit) => commit.passes + commit.failures);
  const failures = sum(commits, (commit) => commit.failures);
  if (runs === 0) return { verdict: "insufficient", reason: "It never ran." };
  if (failures === 0) {
    if (runs < STABLE_RUNS_MIN)
      return { verdict: "insufficient", reason: `It passed, but ran only ${runs} times.` };
    return { verdict: "stable", reason: `It passed all ${runs} runs.` };
  }

  const tail = failingTail(commits);
  const mixed = commits.filter((commit) => commit.passes > 0 && commit.failures > 0);
  const mended = mendedEpisodes(commits);
  const looksFlaky = mixed.length > 0 || mended >= MENDED_EPISODES_MIN;
  if (looksFlaky && !isBeyondBadLuck(commits, tail)) {
    const reason =
      mixed.length > 0
        ? `It passed and failed on ${mixed.length === 1 ? "the same commit" : `the same commit, ${mixed.length} times`}.`
        : `It broke and mended itself ${mended} times.`;
    return { verdict: "flaky", reason };
  }
  if (tail.runs >= BROKEN_RUNS_MIN) {
    return {
      verdict: "broken",
      reason: `It failed all ${tail.runs} runs of the newest ${tail.commits} commits.`,
    };
  }
  if (tail.runs > 0) return { verdict: "insufficient", reason: "It failed once, on the newest commit." };

  const passing = passingTail(commits);
  if (passing < STABLE_RUNS_MIN) {
    return { verdict: "insufficient", reason: `It failed before and has passed only ${passing} runs since.` };
  }
  return { verdict: "stable", reason: `It was broken and has passed all ${passing} runs since.` };
}

/** Would a flaky test with the failure rate seen before really fail that often in a row? */
function isBeyondBadLuck(commits: readonly Commit[], tail: { runs: number; commits: number }): boolean {
  const before = commits.slice(0, commits.length - tail.commits);
  const failures = sum(before, (commit) => commit.failures);
  const runs = sum(before, (commit) => commit.passes + commit.failures);
  return failureRateInterval(failures, runs).high ** tail.runs < BAD_LUCK;
}

function failingTail(commits: readonly Commit[]): { runs: number; commits: number } {
  const passed = commits.findLastIndex((commit) => commit.passes > 0);
  const tail = commits.slice(passed + 1);
  return { runs: sum(tail, (commit) => commit.failures), commits: tail.length };
}

function passingTail(commits: readonly Commit[]): number {
  const failed = commits.findLastIndex((commit) => commit.failures > 0);
  return sum(commits.slice(failed + 1), (commit) => commit.passes);
}

/** Stretches of commits that only failed, with passing ones on both sides. */
function mendedEpisodes(commits: readonly Commit[]): number {
  let episodes = 0;
  let passedBefore = false;
  let failing = false;
  for (const commit of commits) {
    if (commit.passes === 0) {
      failing = true;
      continue;
    }
    if (failing && passedBefore) episodes++;
    passedBefore = true;
    failing = false;
  }
  return episodes;
}

/** Commits by their first run. */
function groupByCommit(outcomes: readonly TestRunOutcome[]): Commit[] {
  const commits = new Map<string, Commit>();
  for (const { sha, outcome } of outcomes) {
    const commit = commits.get(sha) ?? { sha, passes: 0, failures: 0 };
    commits.set(sha, commit);
    if (outcome === "pass") commit.passes++;
    else commit.failures++;
  }
  return [...commits.values()];
}

function sum(commits: readonly Commit[], of: (commit: Commit) => number): number {
  return commits.reduce((total, commit) => total + of(commit), 0);
}
