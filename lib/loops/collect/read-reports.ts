import type { CiFile, CiProvider, CiRepository, CiTest } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { saveTestOutcomes, type TestOutcomeFacts } from "@/lib/db/test-outcomes";
import {
  type FailureArtifact,
  failureArtifactName,
  failureArtifactPrefix,
} from "@/lib/domain/failure-artifact";
import type { JobEnvironment, JobEvidence } from "@/lib/domain/failure-evidence";
import type { TestResult } from "@/lib/domain/test-results";
import { workspacePath } from "@/lib/domain/workspace-path";
import { readFailureArtifact } from "@/lib/evidence/archive/read-failure-artifact";
import {
  type ArchivedReports,
  readReportFile,
  readReportsFromZip,
} from "@/lib/evidence/archive/read-reports";
import { ArchiveRefused } from "@/lib/evidence/archive/refused";
import { redact } from "@/lib/evidence/redact/redact";
import { redactReport } from "@/lib/evidence/reports/redact-report";
import { type ReportedTest, reportedTest, type TestReport } from "@/lib/evidence/reports/test-report";

const archiveBytesMax = 64 * 1024 * 1024;
const resultsMax = 20_000;
const failuresMax = 100;
const stackCharactersMax = 6_000;

/** What the test reports of one run say. */
export interface RunReports {
  /** Redacted, as everything below. */
  reports: TestReport[];
  results: TestResult[];
  failures: JobEvidence["failures"];
  environment: JobEnvironment;
  /** What the run collected of its own failure, null where its workflow does not do that. */
  handedOver: FailureArtifact | null;
  missing: string[];
}

interface RunRow {
  id: string;
  organizationId: string;
  repositoryId: string;
  externalId: string;
  runAttempt: number;
  headSha: string;
}

/**
 * The results that the provider keeps itself, or else those of the test reports among a run's artifacts. None is no error;
 * a hostile or broken report is a reason, shown.
 */
export async function readReports(
  ctx: Context,
  provider: CiProvider,
  repository: CiRepository,
  run: RunRow,
): Promise<RunReports> {
  const kept = await provider.readTests?.(repository, run.externalId, run.runAttempt);
  const missing = kept === undefined || kept.found ? [] : [kept.reason];
  const reports = kept?.found && kept.value.length > 0 ? [redactReport(reportOf(kept.value), redact)] : [];
  const environment: JobEnvironment = { os: null, versions: {} };
  let handedOver: FailureArtifact | null = null;
  if (reports.length === 0) {
    const archives = await provider.readArchives(repository, run.externalId, run.runAttempt, archiveBytesMax);
    if (!archives.found)
      return {
        ...{ reports, results: [], failures: [], environment, handedOver },
        missing: [...missing, archives.reason],
      };
    for (const archive of archives.value) {
      if (archive.name.startsWith(failureArtifactPrefix)) {
        // Those of other attempts say nothing of this one.
        if (archive.name === failureArtifactName(run.runAttempt))
          handedOver = await readHandedOver(archive, run, missing);
        continue;
      }
      for (const found of await readArtifact(ctx, archive, missing)) {
        reports.push(redactReport(found.report, redact));
        environment.os ??= found.environment.os;
        environment.versions = { ...found.environment.versions, ...environment.versions };
      }
    }
  }
  const tests = reports.flatMap((report) => report.tests);
  return {
    reports,
    environment,
    handedOver,
    results: tests.slice(0, resultsMax).map((test) => ({ test: nameOf(test), status: statusOf(test) })),
    failures: tests
      .filter((test) => statusOf(test) === "failed")
      .slice(0, failuresMax)
      .map((test) => ({
        test: nameOf(test),
        file: test.file === null ? null : workspacePath(test.file, repository.name),
        line: test.line,
        message: test.message,
        stack: test.details?.slice(0, stackCharactersMax) ?? null,
      })),
    missing,
  };
}

async function readHandedOver(
  { bytes }: CiFile,
  run: RunRow,
  missing: string[],
): Promise<FailureArtifact | null> {
  const of = { runId: run.externalId, runAttempt: run.runAttempt, commitSha: run.headSha };
  const read = await readFailureArtifact(bytes, of);
  if (read.found) return read.value;
  missing.push(read.reason);
  return null;
}

/** The test reports in one artifact. What is wrong with it is added to `missing`. */
async function readArtifact(
  ctx: Context,
  artifact: CiFile,
  missing: string[],
): Promise<ArchivedReports["reports"]> {
  try {
    const { reports, refused } =
      artifact.form === "zip"
        ? await readReportsFromZip(artifact.bytes)
        : readReportFile(artifact.name, artifact.bytes);
    for (const { error } of refused) missing.push(`A test report could not be used: ${error.message}`);
    return reports;
  } catch (error) {
    if (!(error instanceof ArchiveRefused)) throw error;
    ctx.log.warn({ artifact: artifact.name, code: error.code }, "an artifact was refused");
    missing.push(`An artifact could not be used: ${error.message}.`);
    return [];
  }
}

/** The first line of a kept message says what failed, the rest where. */
function reportOf(tests: readonly CiTest[]): TestReport {
  return {
    format: "kept by the provider",
    tests: tests.map(({ message, ...test }) =>
      reportedTest({ ...test, message: message?.trim().split("\n")[0], details: message }),
    ),
  };
}

/** Node calls the class of every test "test"; that says nothing and would only make names differ from the log's. */
function nameOf(test: ReportedTest): string {
  const owner = test.classname === "test" ? null : test.classname;
  return owner === null || test.name.startsWith(owner) ? test.name : `${owner} > ${test.name}`;
}

function statusOf(test: ReportedTest): TestResult["status"] {
  return test.status === "error" ? "failed" : test.status;
}

const outcomeOf: Record<TestResult["status"], TestOutcomeFacts["outcome"]> = {
  passed: "pass",
  failed: "fail",
  skipped: "skip",
};

/** Adds a run's results to the history from which flakiness is judged. */
export async function saveOutcomesOf(ctx: Context, run: RunRow, reports: RunReports): Promise<void> {
  const { id, organizationId, repositoryId, headSha } = run;
  const byTest = new Map(reports.results.map((result) => [result.test, outcomeOf[result.status]]));
  const outcomes = [...byTest].map(([test, outcome]) => ({ test, outcome }));
  await saveTestOutcomes(ctx.db, { organizationId, repositoryId, ciRunId: id, headSha }, outcomes, ctx.now());
}
