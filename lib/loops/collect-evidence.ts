import { ciProvider } from "@/lib/ci";
import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { saveBrief } from "@/lib/db/briefs";
import { saveCiJobs } from "@/lib/db/ci-runs";
import { findEvidence, saveEvidence } from "@/lib/db/evidence";
import { type Drive, type LoopRow, saveLoopFacts } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import { aFailure } from "@/lib/domain/category-words";
import { isRed } from "@/lib/domain/ci-conclusion";
import type { FailureEvidence, JobEvidence } from "@/lib/domain/failure-evidence";
import { redact } from "@/lib/evidence/redact/redact";
import { composeBrief, implicatedFiles } from "./collect/compose-brief";
import { fingerprintOf } from "./collect/fingerprint-of";
import { mergeJobs } from "./collect/merge-jobs";
import { proposeChanges } from "./collect/propose-changes";
import { readChangedFiles } from "./collect/read-changed-files";
import { readCommits } from "./collect/read-commits";
import { readInstructions } from "./collect/read-instructions";
import { readJob } from "./collect/read-job";
import { readMatchers } from "./collect/read-matchers";
import { readPassingLog } from "./collect/read-passing-log";
import { readReleaseIssues } from "./collect/read-release-issues";
import { readReports, saveOutcomesOf } from "./collect/read-reports";
import { heldLoop } from "./drive";
import { earlierAttempts } from "./earlier-attempts";
import { policyOf } from "./policy-of";
import { refreshCommit } from "./refresh-commit";
import { type RepositoryHandle, repositoryRef } from "./repository-ref";

export type CollectOutcome =
  | { kind: "collected"; grade: "sufficient" | "thin" }
  | { kind: "stale" }
  | { kind: "turned_green" };

/**
 * Collects the evidence of what is red now (the pull request's commit, or the last repair commit) and writes the brief
 * for the attempt that comes next. Evidence is immutable: a repeat finds the first.
 */
export async function collectEvidence(ctx: Context, drive: Drive): Promise<CollectOutcome> {
  const loop = await heldLoop(ctx, drive, "collecting");
  if (loop === null) return { kind: "stale" };
  const key = { organizationId: loop.organizationId, loopId: loop.id, attempt: loop.attempt };
  const progress = {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "collect" as const,
    key: `${loop.attempt}/collect`,
    title: "Collect evidence",
  };
  await recordProgress(ctx.db, { ...progress, status: "running", reason: null }, ctx.now());

  const evidence = (await findEvidence(ctx.db, key)) ?? (await readFailure(ctx, loop));
  if (evidence === null) {
    await recordProgress(
      ctx.db,
      { ...progress, status: "done", reason: "Nothing is red any more." },
      ctx.now(),
    );
    return { kind: "turned_green" };
  }
  await saveEvidence(ctx.db, key, evidence);
  const brief = composeBrief(evidence, {
    attempt: loop.attempt,
    attemptLimit: loop.attemptLimit,
    runId: loop.trigger,
    branch: loop.pullRequest.headRef,
    repairBranch: loop.repairBranch ?? "",
    repository: `${loop.repository.owner}/${loop.repository.name}`,
    pullRequest: {
      number: loop.pullRequest.number,
      title: loop.pullRequest.title,
      url: `${ctx.github.webUrl}/${loop.repository.owner}/${loop.repository.name}/pull/${loop.pullRequest.number}`,
    },
    earlierAttempts: earlierAttempts(await listAttempts(ctx.db, loop.organizationId, loop.id)),
    commits: await readCommits(
      ctx.github,
      repositoryRef(loop.repository, loop.organization),
      loop.pullRequest.number,
    ),
    instructions: await readInstructions(ctx, loop, implicatedFiles(evidence)),
    proposals: await proposeChanges(ctx, loop, evidence),
    minutes: (await policyOf(ctx, loop.organizationId, loop.repositoryId)).budgetMinutes.value,
  });
  await saveBrief(ctx.db, key, brief);
  const facts =
    loop.attempt === 1
      ? {
          category: evidence.category,
          intermittent: evidence.intermittent.verdict,
          fingerprint: fingerprintOf(evidence),
        }
      : {};
  if (!(await saveLoopFacts(ctx.db, drive, facts, ctx.now()))) return { kind: "stale" };
  await recordProgress(ctx.db, { ...progress, status: "done", reason: sentenceOf(evidence) }, ctx.now());
  return { kind: "collected", grade: brief.grade.verdict };
}

async function readFailure(ctx: Context, loop: LoopRow): Promise<FailureEvidence | null> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const headSha = loop.repairHeadSha ?? loop.headSha;
  const where = { organizationId: loop.organizationId, repositoryId: loop.repositoryId, headSha };
  const { red } = await refreshCommit(ctx, where, repository);
  if (red.length === 0) return null;
  const jobs: JobEvidence[] = [];
  const missing: string[] = [];
  for (const run of red) {
    const read = await readRun(ctx, repository, run, loop.pullRequest.baseSha);
    jobs.push(...read);
    if (read.length === 0) missing.push(await reasonForNothing(ctx, repository, run));
  }
  const changedFiles = await readChangedFiles(ctx.github, repository, loop.pullRequest.number);
  const failure = mergeJobs(headSha, jobs, changedFiles, missing);
  return { ...failure, releaseIssues: await readReleaseIssues(ctx, loop.organizationId, failure) };
}

/** A wide matrix fails in all its jobs for one reason; a few comparisons tell it. */
const passingLogsMax = 3;

type RunRow = Awaited<ReturnType<typeof refreshCommit>>["red"][number];

async function readRun(
  ctx: Context,
  repository: RepositoryHandle,
  run: RunRow,
  baseSha: string,
): Promise<JobEvidence[]> {
  const provider = ciProvider(ctx.ci, run.provider);
  const all = await provider.listJobs(repository, run.externalId, run.runAttempt);
  await saveCiJobs(ctx.db, run.organizationId, run.id, all);
  const reports = await readReports(ctx, provider, repository, run);
  await saveOutcomesOf(ctx, run, reports);
  const red = all.filter((candidate) => isRed(candidate.conclusion));
  const jobs: JobEvidence[] = [];
  for (const [index, job] of red.entries()) {
    const base = { sha: baseSha, run: run.name, job: job.name };
    const isCompared = index < passingLogsMax && reports.handedOver === null;
    const passingLog = isCompared ? await readPassingLog(ctx, provider, repository, base) : null;
    const isOnlyRed = red.length === 1;
    const readOwnMatchers = (log: Uint8Array) => readMatchers(ctx, repository, run.headSha, log);
    jobs.push(
      await readJob(ctx, provider, repository, {
        run,
        job,
        reports,
        isOnlyRed,
        passingLog,
        readMatchers: readOwnMatchers,
      }),
    );
  }
  return jobs;
}

/** A red run of which no red job is to be had. */
async function reasonForNothing(ctx: Context, repository: RepositoryHandle, run: RunRow): Promise<string> {
  const { title, unreadable } = ciProvider(ctx.ci, run.provider);
  const reason = await unreadable?.(repository);
  return reason ?? `${title} names no failed job of "${redact(run.name).text}".`;
}

function sentenceOf(evidence: FailureEvidence): string {
  const tests = evidence.failingTests.length;
  const named = tests === 0 ? "" : ` ${tests} failing test${tests === 1 ? "" : "s"}.`;
  const step = evidence.jobs[0]?.step;
  return `${aFailure(evidence.category)}${step ? ` in "${step}"` : ""}.${named}`;
}
