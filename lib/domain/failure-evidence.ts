import { z } from "zod";
import { Evidence } from "./evidence";
import { Category } from "./loop";
import { ReleaseIssue } from "./release-issue";
import { TestResult } from "./test-results";

/** On what a job ran. Versions by tool. */
export const JobEnvironment = z.object({
  os: z.string().nullable(),
  versions: z.record(z.string(), z.string()),
});
export type JobEnvironment = z.infer<typeof JobEnvironment>;

/** The evidence of one failed job, with what its provider and its reports say beside the log. */
export const JobEvidence = z.object({
  provider: z.string(),
  runExternalId: z.string(),
  runAttempt: z.int(),
  run: z.string(),
  jobExternalId: z.string(),
  job: z.string(),
  url: z.string().nullable(),
  conclusion: z.string().nullable(),
  /** Name of the failed step as the provider lists it. */
  step: z.string().nullable(),
  /** Shell text of the failed step, from the log. */
  command: z.string().nullable(),
  annotations: z.array(
    z.object({ file: z.string(), line: z.int().nullable(), level: z.string(), message: z.string() }),
  ),
  /** Results by test, from reports; empty where the run uploaded none. */
  results: z.array(TestResult),
  failures: z.array(
    z.object({
      test: z.string(),
      file: z.string().nullable(),
      line: z.int().nullable(),
      message: z.string().nullable(),
      stack: z.string().nullable(),
    }),
  ),
  /** Null where the log could not be read; `missing` then says why. */
  evidence: Evidence.nullable(),
  environment: JobEnvironment.default({ os: null, versions: {} }),
  /** Where `evidence` was read: the provider's log, or what the run itself uploaded. */
  origin: z.enum(["log", "failure_artifact"]).default("log"),
  /** Why no change to the code can help, in the provider's words. Absent in evidence of earlier versions. */
  needsPerson: z.string().nullable().default(null),
  missing: z.array(z.string()),
});
export type JobEvidence = z.infer<typeof JobEvidence>;

/** Everything red for one commit, over all providers. Redacted, immutable. */
export const FailureEvidence = z.object({
  schemaVersion: z.literal(1),
  headSha: z.string(),
  jobs: z.array(JobEvidence),
  category: Category,
  confidence: z.number(),
  categoryReasons: z.array(z.string()),
  failingTests: z.array(z.string()),
  intermittent: z.object({ verdict: z.boolean(), confidence: z.number(), reasons: z.array(z.string()) }),
  score: z.number(),
  missing: z.array(z.string()),
  environment: z.object({
    provider: z.string(),
    os: z.string().nullable(),
    versions: z.record(z.string(), z.string()),
  }),
  changedFiles: z.array(
    z.object({
      path: z.string(),
      status: z.string(),
      additions: z.int(),
      deletions: z.int(),
      patch: z.string().nullable(),
    }),
  ),
  /** What an error tracker knows of this commit's release; absent in evidence of earlier versions. */
  releaseIssues: z.array(ReleaseIssue).default([]),
  redactions: z.int(),
});
export type FailureEvidence = z.infer<typeof FailureEvidence>;
