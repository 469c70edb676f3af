import { z } from "zod";
import { Evidence } from "./evidence";
import { JobEnvironment } from "./failure-evidence";

export const failureArtifactPrefix = "regreen-failure-";

/** Attempts of one run upload under different names, because artifacts of one run cannot be changed. */
export function failureArtifactName(runAttempt: number): string {
  return `${failureArtifactPrefix}${runAttempt}`;
}

/** The one file in the artifact. */
export const failureArtifactFile = "failure.json";
export const failureArtifactBytesMax = 8 * 1024 * 1024;

const Short = z.string().max(2_000);

/** One failed job of the run, as the evidence engine read its log. */
const ArtifactJob = z.object({
  /** The provider's id: what the job is recognised by. */
  job_id: Short,
  job: Short,
  step: Short.nullable(),
  exit_code: z.int().nullable(),
  failing_tests: z.array(Short).max(2_000),
  /** The last lines of the failing step, up to 500. */
  log_tail: z.string().max(100_000),
  environment: JobEnvironment,
  evidence: Evidence,
});

/**
 * What a failed run says of itself, uploaded by the run: with it nobody has to read its logs. Code of the pull request
 * can write it, like a log: it is read with the same distrust and decides no more than a log would.
 */
export const FailureArtifact = z.object({
  schema_version: z.literal(1),
  kind: z.literal("regreen-failure"),
  repository: Short,
  run_id: Short,
  run_attempt: z.int().min(1),
  run_name: Short,
  branch: Short.nullable(),
  commit_sha: Short,
  jobs: z.array(ArtifactJob).max(20),
  /** What could not be collected, in words. */
  missing: z.array(Short).max(50),
});
export type FailureArtifact = z.infer<typeof FailureArtifact>;
