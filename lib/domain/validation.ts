import { z } from "zod";

/**
 * How far a proof could see.
 * `tests`: the same failing tests were seen executed and passed. `step`: the same step was seen to pass, its tests have no
 * names to compare. `job`: only the job's conclusion was visible. `none`: nothing was seen.
 */
export const ProofLevel = z.enum(["tests", "step", "job", "none"]);
export type ProofLevel = z.infer<typeof ProofLevel>;

/** A step that failed before, by the names that it will have again. */
export const FailedStep = z.object({
  provider: z.string(),
  run: z.string(),
  job: z.string(),
  step: z.string().nullable(),
});
export type FailedStep = z.infer<typeof FailedStep>;

export const ValidationVerdict = z.object({
  outcome: z.enum(["pass", "fail", "inconclusive"]),
  level: ProofLevel,
  reasons: z.array(z.string()),
  /** Tests that failed before, and what was seen of each on the repaired commit. */
  tests: z.array(
    z.object({
      test: z.string(),
      before: z.literal("failed"),
      after: z.enum(["passed", "failed", "skipped", "not_seen"]),
    }),
  ),
  runs: z.array(
    z.object({
      provider: z.string(),
      externalId: z.string(),
      name: z.string(),
      conclusion: z.string().nullable(),
      url: z.string().nullable(),
    }),
  ),
  commitSha: z.string(),
});
export type ValidationVerdict = z.infer<typeof ValidationVerdict>;

/** What was seen on the repaired commit. `tests` is null where no report and no log named any test. */
export interface ValidationFacts {
  commitSha: string;
  runs: {
    provider: string;
    externalId: string;
    name: string;
    status: string;
    conclusion: string | null;
    url: string | null;
  }[];
  jobs: {
    provider: string;
    run: string;
    job: string;
    conclusion: string | null;
    steps: { name: string; conclusion: string | null }[];
  }[];
  tests: { test: string; status: "passed" | "failed" | "skipped" }[] | null;
}

export interface FailureBefore {
  failingTests: readonly string[];
  failedSteps: readonly FailedStep[];
}

const neutralConclusions = new Set(["success", "neutral", "skipped"]);

/**
 * Judges a repaired commit by what was seen on it, against what failed before.
 * More tests than before are fine; fewer are not. A failing test that was not executed again is a fail, never a pass.
 */
export function judgeValidation(
  before: FailureBefore,
  after: ValidationFacts,
  sameTest: (left: string, right: string) => boolean,
): ValidationVerdict {
  const runs = after.runs.map(({ provider, externalId, name, conclusion, url }) => ({
    provider,
    externalId,
    name,
    conclusion,
    url,
  }));
  const tests = before.failingTests.map((test) => ({
    test,
    before: "failed" as const,
    after: seenAfter(test, after, sameTest),
  }));
  const verdict = (
    outcome: ValidationVerdict["outcome"],
    level: ProofLevel,
    ...reasons: string[]
  ): ValidationVerdict => ({
    outcome,
    level,
    reasons,
    tests,
    runs,
    commitSha: after.commitSha,
  });

  if (after.runs.length === 0)
    return verdict("inconclusive", "none", "No CI run was seen for the repaired commit.");
  const unfinished = after.runs.filter((run) => run.status !== "completed");
  if (unfinished.length > 0)
    return verdict("inconclusive", "none", `Still running: ${unfinished.map((run) => run.name).join(", ")}.`);

  const level = levelOf(before, after, tests);
  const red = after.runs.filter((run) => !neutralConclusions.has(run.conclusion ?? "missing"));
  const stillFailing = tests.filter((entry) => entry.after === "failed");
  if (stillFailing.length > 0)
    return verdict("fail", level, `Still failing: ${stillFailing.map((entry) => entry.test).join(", ")}.`);
  if (red.length > 0)
    return verdict(
      "fail",
      level,
      ...red.map((run) => `${run.name} ended with ${run.conclusion ?? "no conclusion"}.`),
    );

  if (after.tests !== null) {
    const absent = tests.filter((entry) => entry.after === "not_seen" || entry.after === "skipped");
    if (absent.length > 0)
      return verdict("fail", level, `Not executed again: ${absent.map((entry) => entry.test).join(", ")}.`);
  }
  const missingSteps = before.failedSteps.filter((step) => conclusionOf(step, after) !== "success");
  if (missingSteps.length > 0)
    return verdict("fail", level, ...missingSteps.map((step) => `${stepName(step)} was not seen to pass.`));
  return verdict("pass", level, passReason(level, tests.length, before.failedSteps));
}

function seenAfter(
  test: string,
  after: ValidationFacts,
  sameTest: (left: string, right: string) => boolean,
): "passed" | "failed" | "skipped" | "not_seen" {
  const matches = (after.tests ?? []).filter((result) => sameTest(test, result.test));
  if (matches.some((result) => result.status === "failed")) return "failed";
  if (matches.some((result) => result.status === "passed")) return "passed";
  return matches.length > 0 ? "skipped" : "not_seen";
}

function levelOf(
  before: FailureBefore,
  after: ValidationFacts,
  tests: ValidationVerdict["tests"],
): ProofLevel {
  if (tests.length > 0 && tests.every((entry) => entry.after !== "not_seen")) return "tests";
  if (before.failedSteps.some((step) => step.step !== null && stepConclusion(step, after) !== undefined))
    return "step";
  if (after.jobs.length > 0) return "job";
  return "none";
}

function jobOf(step: FailedStep, after: ValidationFacts) {
  return after.jobs.find(
    (job) => job.provider === step.provider && job.run === step.run && job.job === step.job,
  );
}

function stepConclusion(step: FailedStep, after: ValidationFacts): string | null | undefined {
  return jobOf(step, after)?.steps.find((candidate) => candidate.name === step.step)?.conclusion;
}

function conclusionOf(step: FailedStep, after: ValidationFacts): string | null {
  return stepConclusion(step, after) ?? jobOf(step, after)?.conclusion ?? null;
}

function stepName(step: FailedStep): string {
  return step.step === null ? `Job "${step.job}"` : `Step "${step.step}" of job "${step.job}"`;
}

function passReason(level: ProofLevel, testCount: number, steps: readonly FailedStep[]): string {
  if (level === "tests")
    return testCount === 1
      ? "The failing test was executed again and passed."
      : `All ${testCount} failing tests were executed again and passed.`;
  if (level === "step") return `${steps.map(stepName).join(", ")} passed on the repaired commit.`;
  return "CI is green on the repaired commit; its tests and steps could not be compared.";
}
