import type { CiProvider, CiRepository } from "@/lib/ci/types";
import type { Context } from "@/lib/context";
import { saveTestOutcomes, type TestOutcomeFacts } from "@/lib/db/test-outcomes";
import type { JobEvidence } from "@/lib/domain/failure-evidence";
import type { TestResult } from "@/lib/domain/test-results";

/** What the test reports of one run say. */
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

export async function readReports(
  _ctx: Context,
  _provider: CiProvider,
  _repository: CiRepository,
  _run: RunRow,
): Promise<RunReports> {
  return { results: [], failures: [], missing: [] };
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
