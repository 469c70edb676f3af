import type { FailureBefore, ValidationFacts } from "./validation";

/**
 * A provider that was red and says nothing of the repaired commit is waited for; once waiting is over, another one that runs
 * the same tests stands in for it. Answers what is left to be seen, and who was silent: nobody, where some failing test was
 * not seen to pass, since then nobody else saw enough.
 */
export function withoutSilent(
  before: FailureBefore,
  after: ValidationFacts,
  sameTest: (left: string, right: string) => boolean,
): { before: FailureBefore; silent: string[] } {
  const heard = new Set(after.runs.map((run) => run.provider));
  const steps = before.failedSteps.filter((step) => heard.has(step.provider));
  const silent = [...new Set(before.failedSteps.map((step) => step.provider))].filter(
    (provider) => !heard.has(provider),
  );
  const passed = (after.tests ?? []).filter((result) => result.status === "passed");
  const seenToPass =
    before.failingTests.length > 0 &&
    before.failingTests.every((test) => passed.some((result) => sameTest(test, result.test)));
  if (silent.length === 0 || steps.length === 0 || !seenToPass) return { before, silent: [] };
  return { before: { ...before, failedSteps: steps }, silent };
}
