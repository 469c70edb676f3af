import type { CiExplanation, CiJobFacts, CiProvider, CiRepository, CiStepFacts } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { isRed } from "@/lib/domain/ci-conclusion";
import { type Evidence, LogProvider } from "@/lib/domain/evidence";
import type { JobEvidence } from "@/lib/domain/failure-evidence";
import { workspacePath } from "@/lib/domain/workspace-path";
import { readEnvironment } from "@/lib/evidence/environment/read-environment";
import { extractEvidence } from "@/lib/evidence/extract";
import { redact } from "@/lib/evidence/redact/redact";
import { explainedEvidence } from "./explained-evidence";
import type { LogMatchers } from "./read-matchers";
import type { RunReports } from "./read-reports";

const logBytesMax = 64 * 1024 * 1024;
const annotationsMax = 30;
const tailLinesMax = 300;

interface RedRun {
  provider: string;
  externalId: string;
  runAttempt: number;
  name: string;
}

/** One red job and what its run has beside it. */
export interface RedJob {
  run: RedRun;
  job: CiJobFacts;
  reports: RunReports;
  /** Reads the problem matchers that the job's log names from the repository at the commit that failed. */
  readMatchers: (log: Uint8Array) => Promise<LogMatchers>;
  /** The run has no other red job, so its failed tests are this one's. */
  isOnlyRed: boolean;
  /** The same job's log of a run that passed, null where there is none within reach. */
  passingLog: Uint8Array | null;
}

/** The evidence of one red job: its log through the engine, its annotations, and the run's test reports. */
export async function readJob(
  ctx: Context,
  provider: CiProvider,
  repository: CiRepository,
  red: RedJob,
): Promise<JobEvidence> {
  const { run, job, reports } = red;
  const { evidence: extracted, environment, origin, missing } = await readSource(provider, repository, red);
  const read = extracted === null ? null : inRepository(extracted, repository.name);
  const explanation = job.explanation ?? outOfTime(job, read);
  const evidence = explanation === undefined ? read : explainedEvidence(explanation, read);
  const annotations = await provider.listAnnotations(repository, job.externalId).catch((error: unknown) => {
    ctx.log.warn({ job: job.externalId, error }, "annotations could not be read");
    return [];
  });
  const failed = failedStep(job);
  return {
    provider: run.provider,
    runExternalId: run.externalId,
    runAttempt: run.runAttempt,
    run: redact(run.name).text,
    jobExternalId: job.externalId,
    job: redact(job.name).text,
    url: job.url,
    conclusion: job.conclusion,
    step: failed?.name ?? evidence?.failingStep?.name ?? null,
    command: commandOf(failed) ?? evidence?.failingStep?.command ?? null,
    annotations: annotations
      .slice(0, annotationsMax)
      .map((annotation) => ({ ...annotation, message: redact(annotation.message).text })),
    results: reports.results,
    failures: reports.failures,
    evidence,
    environment: {
      os: environment.os ?? reports.environment.os,
      versions: { ...reports.environment.versions, ...environment.versions },
    },
    origin,
    needsPerson: job.explanation?.needsPerson === true ? job.explanation.reason : null,
    missing: [...reports.missing, ...missing],
  };
}

/** A job that was stopped at its limit may have written nothing that says so. */
function outOfTime({ name, conclusion }: CiJobFacts, read: Evidence | null): CiExplanation | undefined {
  if (conclusion !== "timed_out" || (read !== null && read.category !== "unknown")) return undefined;
  const reason = `"${redact(name).text}" was stopped because it ran longer than it may.`;
  return { category: "timeout", reason, needsPerson: false };
}

type Source = Pick<JobEvidence, "evidence" | "environment" | "origin" | "missing">;

/** What the run handed over of this job, or else the job's log. */
async function readSource(provider: CiProvider, repository: CiRepository, red: RedJob): Promise<Source> {
  const { job, reports } = red;
  const handed = reports.handedOver?.jobs.find((one) => one.job_id === job.externalId);
  if (handed !== undefined) {
    const { evidence, environment } = handed;
    const { startLine, endLine } = evidence.failingStep ?? {
      startLine: 1,
      endLine: Math.max(1, evidence.lines),
    };
    const logTail = { startLine, endLine, text: handed.log_tail };
    return { evidence: { ...evidence, logTail }, environment, origin: "failure_artifact", missing: [] };
  }
  const log = await provider.readLog(repository, job.externalId, logBytesMax);
  const environment = readEnvironment(log.found ? log.value : null);
  if (!log.found) return { evidence: null, environment, origin: "log", missing: [log.reason] };
  const { matchers, missing } = await red.readMatchers(log.value);
  return { evidence: await readLog(log.value, red, matchers), environment, origin: "log", missing };
}

/**
 * Reports belong to a run and do not say to which of its jobs: where several are red, only a job whose own log speaks of
 * tests gets them, or a lint failure would be taken for the failing tests of its neighbour.
 */
async function readLog(
  log: Uint8Array,
  { run, reports, isOnlyRed, passingLog }: RedJob,
  matchers: LogMatchers["matchers"],
): Promise<Evidence> {
  const form = LogProvider.safeParse(run.provider);
  const input = {
    log,
    provider: form.success ? form.data : ("unknown" as const),
    tailLinesMax,
    matchers,
    ...(passingLog === null ? {} : { passingLog }),
  };
  const withReports = { ...input, reports: reports.reports };
  if (isOnlyRed || reports.reports.length === 0) return extractEvidence(withReports);
  const alone = await extractEvidence(input);
  return alone.category === "test" || alone.testCounts !== null ? extractEvidence(withReports) : alone;
}

/** The first red step as the provider lists it; its own name for it is what validation compares later. */
function failedStep(job: CiJobFacts): CiStepFacts | null {
  return job.steps.find((step) => isRed(step.conclusion)) ?? null;
}

/** What the provider keeps is whole, where a log may show only the first line. */
function commandOf(step: CiStepFacts | null): string | null {
  return step?.command === undefined ? null : redact(step.command).text;
}

/** Tools print paths of the CI machine; people and agents know paths of the repository. */
function inRepository(evidence: Evidence, repositoryName: string): Evidence {
  const place = (file: string | null) => (file === null ? null : workspacePath(file, repositoryName));
  return {
    ...evidence,
    tests: evidence.tests.map((test) => ({ ...test, file: place(test.file) })),
    diagnostics: evidence.diagnostics.map((found) => ({ ...found, file: place(found.file) })),
  };
}
