import { isWithin, type Period } from "./period";

/** How one test ended in one CI run of one commit. */
export interface TestObservation {
  repositoryId: string;
  test: string;
  headSha: string;
  outcome: "pass" | "fail";
  observedAt: Date;
}

export const flakyTestsDefinition =
  "Tests that both passed and failed on one and the same commit within the period. The code did not change, so the result is chance.";

export interface FlakyTest {
  repositoryId: string;
  test: string;
  /** Commits on which it both passed and failed. */
  commits: string[];
  passes: number;
  fails: number;
  lastSeenAt: Date;
}

/**
 * Tests that both passed and failed on one and the same commit within the period. The code did not change, so the result
 * is chance. `passes` and `fails` count all observations of the period; most commits first.
 */
export function flakyTests(observations: readonly TestObservation[], period: Period): FlakyTest[] {
  const tests = new Map<string, TestObservation[]>();
  for (const observation of observations) {
    if (!isWithin(observation.observedAt, period)) continue;
    const key = `${observation.repositoryId}\n${observation.test}`;
    const seen = tests.get(key);
    if (seen) seen.push(observation);
    else tests.set(key, [observation]);
  }
  const flaky: FlakyTest[] = [];
  for (const seen of tests.values()) {
    const commits = commitsWithBoth(seen);
    const [first] = seen;
    if (commits.length === 0 || first === undefined) continue;
    const fails = seen.filter((observation) => observation.outcome === "fail").length;
    flaky.push({
      repositoryId: first.repositoryId,
      test: first.test,
      commits,
      passes: seen.length - fails,
      fails,
      lastSeenAt: new Date(Math.max(...seen.map((observation) => observation.observedAt.getTime()))),
    });
  }
  return flaky.sort(
    (left, right) => right.commits.length - left.commits.length || left.test.localeCompare(right.test),
  );
}

function commitsWithBoth(observations: readonly TestObservation[]): string[] {
  const shas = (outcome: TestObservation["outcome"]) =>
    new Set(observations.filter((each) => each.outcome === outcome).map((each) => each.headSha));
  const failed = shas("fail");
  return [...shas("pass")].filter((sha) => failed.has(sha));
}
