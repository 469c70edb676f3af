import { z } from "zod";
import { isGreen, isRed, meaningOf } from "./ci-conclusion";

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

/** A run that was seen on the repaired commit. A `check` is what another service reports there. */
export interface SeenRun {
  provider: string;
  kind: "run" | "check";
  externalId: string;
  name: string;
  status: string;
  conclusion: string | null;
  url: string | null;
}

/** What was seen on the repaired commit. `tests` is null where no report and no log named any test. */
export interface ValidationFacts {
  commitSha: string;
  runs: SeenRun[];
  /** Checks that the pull request's target branch requires, as far as they were seen on this commit. */
  requiredChecks: { name: string; status: string; conclusion: string | null }[];
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
  /** Names of other services' checks that were green on the failing commit: red now, they were broken by the repair. */
  greenChecks: readonly string[];
}

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

  const counted = countedRuns(before, after);
  const wait = reasonToWait(before, after, counted);
  if (wait !== null) return verdict("inconclusive", "none", wait);

  const level = levelOf(before, after, tests);
  const stillFailing = tests.filter((entry) => entry.after === "failed");
  if (stillFailing.length > 0)
    return verdict("fail", level, `Still failing: ${stillFailing.map((entry) => entry.test).join(", ")}.`);
  const red = counted.filter((run) => isRed(run.conclusion));
  if (red.length > 0)
    return verdict("fail", level, ...red.map((run) => `${run.name} ended with ${run.conclusion}.`));
  const requiredRed = after.requiredChecks.filter((check) => isRed(check.conclusion));
  if (requiredRed.length > 0)
    return verdict(
      "fail",
      level,
      ...requiredRed.map((check) => `The required check ${check.name} ended with ${check.conclusion}.`),
    );
  const undecided = counted.find((run) => !isGreen(run.conclusion));
  if (undecided !== undefined) return verdict("inconclusive", level, undecidedReason(undecided));

  const notBegun = before.failedSteps.filter((step) => jobOf(step, after)?.conclusion === null);
  if (notBegun.length > 0)
    return verdict(
      "inconclusive",
      level,
      ...notBegun.map(({ job, run }) => `Job "${job}" has not run: ${run} waits for somebody to approve it.`),
    );
  if (after.tests !== null) {
    const absent = tests.filter((entry) => entry.after === "not_seen" || entry.after === "skipped");
    if (absent.length > 0)
      return verdict("fail", level, `Not executed again: ${absent.map((entry) => entry.test).join(", ")}.`);
  }
  const missingSteps = before.failedSteps.filter((step) => !sawPass(step, after));
  if (missingSteps.length > 0)
    return verdict("fail", level, ...missingSteps.map((step) => `${stepName(step)} was not seen to pass.`));
  return verdict("pass", level, passReason(level, tests.length, before.failedSteps));
}

/**
 * The runs whose end counts. A run that was stopped because a twin took its place counts no more, and of other
 * services only those checks that were red or green before: what they never said of this pull request proves nothing.
 */
function countedRuns(before: FailureBefore, after: ValidationFacts): SeenRun[] {
  return after.runs.filter((run) => {
    if (run.kind === "check") return wasRed(before, run) || before.greenChecks.includes(run.name);
    if (meaningOf(run.conclusion) !== "interrupted") return true;
    return !after.runs.some(
      (twin) => twin.name === run.name && twin.provider === run.provider && isGreen(twin.conclusion),
    );
  });
}

function wasRed(before: FailureBefore, run: Pick<SeenRun, "provider" | "name">): boolean {
  return before.failedSteps.some((step) => step.provider === run.provider && step.run === run.name);
}

/** Why nothing can be said yet; null once everything that counts has reported. */
function reasonToWait(
  before: FailureBefore,
  after: ValidationFacts,
  counted: readonly SeenRun[],
): string | null {
  if (counted.length === 0) return "No CI run was seen for the repaired commit.";
  const unfinished = counted.filter((run) => run.status !== "completed");
  if (unfinished.length > 0) return `Still running: ${unfinished.map((run) => run.name).join(", ")}.`;
  const silent = before.failedSteps.find(
    (step) => !after.runs.some((run) => run.provider === step.provider && run.name === step.run),
  );
  if (silent !== undefined)
    return `${silent.run} was red before and has not reported on the repaired commit.`;
  const required = after.requiredChecks.filter((check) => check.status !== "completed");
  if (required.length > 0)
    return `Required and still running: ${required.map((check) => check.name).join(", ")}.`;
  return null;
}

function undecidedReason(run: SeenRun): string {
  switch (meaningOf(run.conclusion)) {
    case "held":
      return `${run.name} waits for somebody to allow it on GitHub.`;
    case "interrupted":
      return `${run.name} was stopped (${run.conclusion}) before it could show anything; run it again.`;
    default:
      return `${run.name} ended with ${run.conclusion ?? "no conclusion"}, which says nothing of the repair.`;
  }
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

/** A step, or a job of which no steps are known, must have run and passed; a check may also say "neutral". */
function sawPass(step: FailedStep, after: ValidationFacts): boolean {
  const conclusion = stepConclusion(step, after) ?? jobOf(step, after)?.conclusion ?? null;
  const kind = after.runs.find((run) => run.provider === step.provider && run.name === step.run)?.kind;
  return conclusion === "success" || (kind === "check" && isGreen(conclusion));
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
