import { z } from "zod";
import { assertNever } from "../assert";
import { ComparedEnvironment } from "./compare-environments";
import { sameTest } from "./test-identity";

/** One command as it was run here, on the failing commit and on the repaired one. */
export const LocalProofRun = z.object({
  /** Shell text, exactly as run. */
  command: z.string(),
  /**
   * `tests`: the failing tests alone. `files`: the whole files they stand in. `step`: as CI ran it. `lock_file`: a package manager's own
   * check of its lock file, in a folder with manifests and lock file alone and with the registry in reach.
   */
  kind: z.enum(["tests", "files", "step", "lock_file"]).default("step"),
  exitCodeBefore: z.int().nullable(),
  /** Of the last run. */
  exitCodeAfter: z.int().nullable(),
  runsAfter: z.int().default(1),
  passesAfter: z.int().nullable().default(null),
  secondsAfter: z.number(),
});
export type LocalProofRun = z.infer<typeof LocalProofRun>;

/** What the failing commands did here, in the sandbox, before and after a repair. */
export const LocalProof = z.object({
  verdict: z.enum(["proven", "disproven", "not_run"]),
  /** `tests`: the failing tests were seen by name. `step`: only an exit code was. */
  level: z.enum(["tests", "step", "none"]).default("none"),
  reason: z.string(),
  /** Null where nothing was run. */
  environment: ComparedEnvironment.nullable().default(null),
  runs: z.array(LocalProofRun),
});
export type LocalProof = z.infer<typeof LocalProof>;

/** What was seen to fail and to pass, for the headline of a proof; null where nothing was. */
export function seenWords({ level, runs }: Pick<LocalProof, "level" | "runs">): string | null {
  switch (level) {
    case "tests":
      return "the tests by name";
    case "step":
      return runs[0]?.kind === "lock_file" ? "the lock file's own check" : "the step by its exit code";
    case "none":
      return null;
    default:
      return assertNever(level, "level of a proof");
  }
}

/** One run of a command, as far as its end and output tell. */
export interface SeenRun {
  exitCode: number | null;
  timedOut: boolean;
  /** Failing tests that its output names. */
  failingTests: readonly string[];
  /** The line of its output by which something is missing here that CI has; null where none speaks of it. */
  missing: string | null;
}

export type Shown = { shown: true; level: "tests" | "step" } | { shown: false; reason: string };

/**
 * Does a run on the failing commit show the failure that CI saw? A command can fail here for many reasons: where CI named tests,
 * one of them has to fail here too.
 */
export function showsFailure(
  run: SeenRun,
  expected: { tests: readonly string[]; exitCode: number | null },
): Shown {
  if (run.exitCode === 0) return { shown: false, reason: "passes here before the repair" };
  if (run.timedOut) return { shown: false, reason: "did not end in time here before the repair" };
  if (run.exitCode === 126 || run.exitCode === 127) return { shown: false, reason: "cannot be started here" };
  if (expected.tests.length > 0) {
    const seen = run.failingTests.some((test) => expected.tests.some((name) => sameTest(test, name)));
    if (seen) return { shown: true, level: "tests" };
  }
  if (run.missing !== null) return { shown: false, reason: `needs what is not here: ${run.missing}` };
  if (expected.tests.length > 0)
    return { shown: false, reason: "fails here without naming a test that failed in CI" };
  if (expected.exitCode !== null && run.exitCode !== expected.exitCode)
    return {
      shown: false,
      reason: `ends here with ${run.exitCode ?? "a signal"} and in CI with ${expected.exitCode}`,
    };
  return { shown: true, level: "step" };
}

/** Tests that fail after the repair and did not before; empty too where the output names none. */
export function newlyFailing(before: SeenRun, after: SeenRun): string[] {
  return after.failingTests.filter((test) => !before.failingTests.some((known) => sameTest(test, known)));
}
