import type { PullDescription } from "../seed/describe";

/** How one scenario ended, in the form that `--json` prints. */
export interface ScenarioOutcome {
  organization: string;
  repository: string;
  pullRequest: number;
  scenario: string;
  category: string | null;
  outcome: string | null;
  attempts: number;
  proof: string;
  repairPullRequest: number | null;
  reason: string | null;
  seconds: number;
}

/** Where an outcome differs from what the scenario's description says it must be; empty when it is as it must. */
export function differences(actual: ScenarioOutcome, expected: PullDescription["expect"]): string[] {
  const found: string[] = [];
  const differ = (what: string, is: unknown, must: unknown) =>
    found.push(`${what} is ${String(is)}, must be ${String(must)}`);
  if (actual.category !== expected.category) differ("category", actual.category, expected.category);
  if (actual.outcome !== expected.outcome) differ("outcome", actual.outcome, expected.outcome);
  const [fewest, most] = expected.attempts;
  if (actual.attempts < fewest || actual.attempts > most)
    differ("attempts", actual.attempts, `${fewest} to ${most}`);
  if (actual.proof !== expected.proof) differ("proof", actual.proof, expected.proof);
  if ((actual.repairPullRequest !== null) !== expected.repairPullRequest)
    differ("a repair pull request", actual.repairPullRequest !== null, expected.repairPullRequest);
  return found;
}
