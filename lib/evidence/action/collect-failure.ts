import type { FailureArtifact } from "@/lib/domain/failure-artifact";
import { failureArtifactBytesMax } from "@/lib/domain/failure-artifact";
import { readReportsFromZip } from "../archive/read-reports";
import { ArchiveRefused } from "../archive/refused";
import { readEnvironment } from "../environment/read-environment";
import { extractEvidence } from "../extract";
import { redactStrings } from "../redact/gate";
import { redact } from "../redact/redact";
import type { TestReport } from "../reports/test-report";
import { createRunApi, type RunAddress, type RunJob } from "./run-api";

const jobsMax = 20;
const tailLinesMax = 500;
const findingsMax = 200;
const nameCharactersMax = 1_000;

/** Everything that failed in a run so far, by the same engine that reads logs on the server. Redacted. */
export async function collectFailure(
  at: RunAddress,
  wait: (ms: number) => Promise<void>,
): Promise<FailureArtifact> {
  const api = createRunApi(at, wait);
  const [run, jobs] = await Promise.all([api.run(), api.jobs()]);
  const failed = jobs.filter((job) => job.conclusion === "failure" || job.conclusion === "timed_out");
  const missing: string[] = [];
  if (failed.length > jobsMax) missing.push(`Only ${jobsMax} of ${failed.length} failed jobs were read.`);
  const reports = failed.length === 0 ? [] : await readReports(api, missing);
  const found: FailureArtifact["jobs"] = [];
  for (const job of failed.slice(0, jobsMax)) {
    const log = await api.log(job.id);
    if (log === null) missing.push(short(`The log of "${job.name}" could not be read.`));
    else found.push(await readJob(job, log, reports, failed.length === 1));
  }
  const artifact: FailureArtifact = {
    schema_version: 1,
    kind: "regreen-failure",
    repository: at.repository,
    run_id: at.runId,
    run_attempt: at.runAttempt,
    run_name: run.name ?? "",
    branch: run.head_branch ?? null,
    commit_sha: run.head_sha,
    jobs: found,
    missing,
  };
  while (artifact.jobs.length > 1 && Buffer.byteLength(JSON.stringify(artifact)) > failureArtifactBytesMax)
    artifact.missing.push(`"${artifact.jobs.pop()?.job}" had no more room.`);
  return redactStrings(artifact, redact).value;
}

async function readJob(
  job: RunJob,
  log: Uint8Array,
  reports: readonly TestReport[],
  isOnlyFailed: boolean,
): Promise<FailureArtifact["jobs"][number]> {
  const input = { log, provider: "github-actions" as const, tailLinesMax };
  const alone = await extractEvidence(input);
  const isTest = isOnlyFailed || alone.category === "test" || alone.testCounts !== null;
  const { logTail, ...evidence } =
    isTest && reports.length > 0 ? await extractEvidence({ ...input, reports }) : alone;
  return {
    job_id: String(job.id),
    job: short(job.name),
    step:
      job.steps?.find((step) => step.conclusion === "failure")?.name ?? evidence.failingStep?.name ?? null,
    exit_code: evidence.exitCode,
    failing_tests: evidence.failingTests.slice(0, findingsMax).map(short),
    log_tail: logTail?.text ?? "",
    environment: readEnvironment(log),
    evidence: {
      ...evidence,
      failingTests: evidence.failingTests.slice(0, findingsMax),
      tests: evidence.tests.slice(0, findingsMax),
      diagnostics: evidence.diagnostics.slice(0, findingsMax),
    },
  };
}

/** Redaction may make a name longer than it was, so less than the schema allows. */
function short(text: string): string {
  return text.slice(0, nameCharactersMax);
}

async function readReports(api: ReturnType<typeof createRunApi>, missing: string[]): Promise<TestReport[]> {
  const found: TestReport[] = [];
  for (const archive of await api.archives()) {
    try {
      found.push(...(await readReportsFromZip(archive)).reports.map(({ report }) => report));
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error;
      missing.push(short(`An artifact could not be used: ${error.message}.`));
    }
  }
  return found;
}
