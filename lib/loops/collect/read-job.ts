import type { CiJobFacts, CiProvider, CiRepository } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { isRed } from "@/lib/domain/ci-conclusion";
import { type Evidence, LogProvider } from "@/lib/domain/evidence";
import type { JobEvidence } from "@/lib/domain/failure-evidence";
import { workspacePath } from "@/lib/domain/workspace-path";
import { extractEvidence } from "@/lib/evidence/extract";
import { redact } from "@/lib/evidence/redact/redact";
import { explainedEvidence } from "./explained-evidence";
import type { RunReports } from "./read-reports";

const logBytesMax = 64 * 1024 * 1024;
const annotationsMax = 30;

interface RedRun {
  provider: string;
  externalId: string;
  runAttempt: number;
  name: string;
}

/** The evidence of one red job: its log through the engine, its annotations, and the run's test reports. */
export async function readJob(
  ctx: Context,
  provider: CiProvider,
  repository: CiRepository,
  run: RedRun,
  job: CiJobFacts,
  reports: RunReports,
): Promise<JobEvidence> {
  const missing = [...reports.missing];
  const log = await provider.readLog(repository, job.externalId, logBytesMax);
  if (!log.found) missing.push(log.reason);
  const form = LogProvider.safeParse(run.provider);
  const extracted = log.found
    ? await extractEvidence({ log: log.value, provider: form.success ? form.data : "unknown" })
    : null;
  const read = extracted === null ? null : inRepository(extracted, repository.name);
  const evidence = job.explanation === undefined ? read : explainedEvidence(job.explanation, read);
  const annotations = await provider.listAnnotations(repository, job.externalId).catch((error: unknown) => {
    ctx.log.warn({ job: job.externalId, error }, "annotations could not be read");
    return [];
  });
  return {
    provider: run.provider,
    runExternalId: run.externalId,
    runAttempt: run.runAttempt,
    run: redact(run.name).text,
    jobExternalId: job.externalId,
    job: redact(job.name).text,
    url: job.url,
    conclusion: job.conclusion,
    step: failedStep(job) ?? evidence?.failingStep?.name ?? null,
    command: evidence?.failingStep?.command ?? null,
    annotations: annotations
      .slice(0, annotationsMax)
      .map((annotation) => ({ ...annotation, message: redact(annotation.message).text })),
    results: reports.results,
    failures: reports.failures,
    evidence,
    needsPerson: job.explanation?.needsPerson === true ? job.explanation.reason : null,
    missing,
  };
}

/** The first red step as the provider lists it; its own name for it is what validation compares later. */
function failedStep(job: CiJobFacts): string | null {
  return job.steps.find((step) => isRed(step.conclusion))?.name ?? null;
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
