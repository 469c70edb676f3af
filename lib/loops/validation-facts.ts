import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { findEvidence } from "@/lib/db/evidence";
import type { LoopRow } from "@/lib/db/loops";
import { isGreen } from "@/lib/domain/ci-conclusion";
import type { TestResult } from "@/lib/domain/test-results";
import type { FailureBefore, ValidationFacts } from "@/lib/domain/validation";
import { readReports, saveOutcomesOf } from "./collect/read-reports";
import { type CommitRuns, commitRuns, isCheck } from "./refresh-commit";
import { repositoryRef } from "./repository-ref";
import { requiredChecksSeen } from "./required-checks";

/** What failed at first in this loop: the yardstick of every validation, whatever later attempts ran into. */
export async function failureBefore(ctx: Context, loop: LoopRow): Promise<FailureBefore> {
  const evidence = await findEvidence(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: 1,
  });
  return {
    failingTests: evidence?.failingTests ?? [],
    failedSteps: (evidence?.jobs ?? []).map(({ provider, run, job, step }) => ({ provider, run, job, step })),
    greenChecks: (await commitRuns(ctx, loop)).runs
      .filter((run) => isCheck(ctx, run) && isGreen(run.conclusion))
      .map((run) => run.name),
  };
}

/** Everything that was seen of the runs of one commit: conclusions, steps, and tests by name from their reports. */
export async function validationFacts(
  ctx: Context,
  loop: LoopRow,
  commitSha: string,
  commit: CommitRuns,
): Promise<ValidationFacts> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const jobs: ValidationFacts["jobs"] = [];
  const tests: TestResult[] = [];
  for (const run of commit.runs.filter((candidate) => candidate.status === "completed")) {
    const provider = ciProvider(ctx.ci, run.provider);
    for (const job of await provider.listJobs(repository, run.externalId, run.runAttempt))
      jobs.push({
        provider: run.provider,
        run: run.name,
        job: job.name,
        conclusion: job.conclusion,
        steps: job.steps,
      });
    const reports = await readReports(ctx, provider, repository, run);
    await saveOutcomesOf(ctx, run, reports);
    tests.push(...reports.results);
  }
  return {
    commitSha,
    requiredChecks: await requiredChecksSeen(ctx, loop, commitSha),
    runs: commit.runs.map(({ provider, externalId, name, status, conclusion, url }) => ({
      provider,
      kind: isCheck(ctx, { provider }) ? "check" : "run",
      externalId,
      name,
      status,
      conclusion,
      url,
    })),
    jobs,
    tests: tests.length > 0 ? tests : null,
  };
}
