import type { CiProvider, CiRepository } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { saveTestOutcomes, type TestOutcomeFacts } from "@/lib/db/test-outcomes";
import type { JobEvidence } from "@/lib/domain/failure-evidence";
import type { TestResult } from "@/lib/domain/test-results";
import { workspacePath } from "@/lib/domain/workspace-path";
import { readReportsFromZip } from "@/lib/evidence/archive/read-reports";
import { ArchiveRefused } from "@/lib/evidence/archive/refused";
import { redact } from "@/lib/evidence/redact/redact";
import { redactReport } from "@/lib/evidence/reports/redact-report";
import type { ReportedTest } from "@/lib/evidence/reports/test-report";

const archiveBytesMax = 64 * 1024 * 1024;
const resultsMax = 20_000;
const failuresMax = 100;
const stackCharactersMax = 6_000;

/** What the test reports of one run say. Redacted. */
export interface RunReports {
  results: TestResult[];
  failures: JobEvidence["failures"];
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

/** Reads the test reports among a run's artifacts. None is no error; a hostile or broken one is a reason, shown. */
export async function readReports(
  ctx: Context,
  provider: CiProvider,
  repository: CiRepository,
  run: RunRow,
): Promise<RunReports> {
  const archives = await provider.readArchives(repository, run.externalId, run.runAttempt, archiveBytesMax);
  if (!archives.found) return { results: [], failures: [], missing: [archives.reason] };
  const tests: ReportedTest[] = [];
  const missing: string[] = [];
  for (const archive of archives.value) {
    try {
      const { reports, refused } = await readReportsFromZip(archive.bytes);
      for (const { report } of reports) tests.push(...redactReport(report, redact).tests);
      for (const { error } of refused) missing.push(`A test report could not be used: ${error.message}`);
    } catch (error) {
      if (!(error instanceof ArchiveRefused)) throw error;
      ctx.log.warn({ artifact: archive.name, code: error.code }, "an artifact was refused");
      missing.push(`An artifact could not be used: ${error.message}.`);
    }
  }
  return {
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
