import { z } from "zod";
import { Category } from "./loop";
import { ProposedChange } from "./setup/proposed-change";

/** A structured finding of a tool. Unknown parts are null. */
export const BriefDiagnostic = z.object({
  tool: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  column: z.int().nullable(),
  severity: z.string().nullable(),
  code: z.string().nullable(),
  message: z.string(),
});
export type BriefDiagnostic = z.infer<typeof BriefDiagnostic>;

export const BriefTest = z.object({
  id: z.string(),
  file: z.string().nullable(),
  line: z.int().nullable(),
  message: z.string().nullable(),
  stack: z.string().nullable(),
});
export type BriefTest = z.infer<typeof BriefTest>;

/** One failing job and step, with the command that shows the failure again. */
export const BriefStep = z.object({
  job: z.string(),
  step: z.string().nullable(),
  /** Shell text as CI ran it, null where the log does not tell. */
  command: z.string().nullable(),
  exit_code: z.int().nullable(),
});
export type BriefStep = z.infer<typeof BriefStep>;

/** What an earlier attempt of the same loop tried, and why it did not hold. */
export const BriefEarlierAttempt = z.object({
  attempt: z.int(),
  agent: z.string().nullable(),
  changed_files: z.array(z.string()),
  diff: z.string().nullable(),
  /** Why it failed, in words. */
  result: z.string(),
  /** Tests that still failed, or did not run, when CI checked it. */
  still_failing: z.array(z.string()),
});
export type BriefEarlierAttempt = z.infer<typeof BriefEarlierAttempt>;

/** A command that shows the failure again. */
export const BriefReproduction = z.object({
  /** As CI ran it. */
  command: z.string(),
  /** Only the failing tests, by their runner's own filter; null where the runner has none or is not known. */
  focused_command: z.string().nullable(),
  runner: z.string().nullable(),
  tests: z.array(z.string()),
});
export type BriefReproduction = z.infer<typeof BriefReproduction>;

/**
 * The only input of an agent: self-contained, redacted, without secrets or live access. Its JSON Schema is published
 * (`brief-schema.ts`): a change that an agent would notice takes the next version.
 */
export const Brief = z.object({
  schema_version: z.literal(1),
  task: z.literal("ci-repair"),
  attempt: z.int().min(1),
  max_attempts: z.int().min(1),
  /** Run of the CI provider that failed, for example `github-actions:4711`. */
  run_id: z.string(),
  commit_sha: z.string(),
  branch: z.string(),
  /** Identifiers exactly as the test runner prints them. */
  failing_tests: z.array(z.string()),
  failing_step: z.string().nullable(),
  /** The last lines of the failing step, up to 300. */
  log_tail: z.string(),
  repair_branch: z.string(),
  repository: z.string(),
  pull_request: z.object({ number: z.int(), title: z.string(), url: z.string() }),
  category: Category,
  category_reasons: z.array(z.string()),
  steps: z.array(BriefStep),
  tests: z.array(BriefTest),
  diagnostics: z.array(BriefDiagnostic),
  excerpts: z.array(z.object({ job: z.string(), start_line: z.int(), end_line: z.int(), text: z.string() })),
  annotations: z.array(
    z.object({ file: z.string(), line: z.int().nullable(), level: z.string(), message: z.string() }),
  ),
  changed_files: z.array(
    z.object({
      path: z.string(),
      status: z.string(),
      additions: z.int(),
      deletions: z.int(),
      /** Its diff where the failure points at it, or where there is room. */
      patch: z.string().nullable(),
    }),
  ),
  /** Of the pull request, the newest last, with their messages. None in briefs of earlier versions of Regreen. */
  commits: z.array(z.object({ sha: z.string(), message: z.string() })).default([]),
  /** On what CI ran, as far as logs and reports say. */
  environment: z.object({
    provider: z.string(),
    os: z.string().nullable(),
    versions: z.record(z.string(), z.string()),
  }),
  /** Errors that an error tracker saw in a release of this commit. */
  release_issues: z.array(
    z.object({ title: z.string(), culprit: z.string().nullable(), events: z.int(), url: z.string() }),
  ),
  reproduction: z.array(BriefReproduction),
  /** Of the base branch: a pull request does not write the rules of its own repair. */
  instructions: z.array(z.object({ path: z.string(), text: z.string() })),
  earlier_attempts: z.array(BriefEarlierAttempt),
  scope: z.object({
    rules: z.array(z.string()),
    implicated_files: z.array(z.string()),
  }),
  limits: z.object({ minutes: z.int(), files_max: z.int(), lines_max: z.int() }),
  grade: z.object({
    verdict: z.enum(["sufficient", "thin"]),
    score: z.number().min(0).max(1),
    missing: z.array(z.string()),
    /** How to get what is missing; changes for people to make. */
    proposals: z.array(ProposedChange),
  }),
});
export type Brief = z.infer<typeof Brief>;
