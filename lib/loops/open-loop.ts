import type { Context } from "@/lib/context";
import { findLoopByTrigger, findOpenLoop, loopById, newestLoop, openLoop } from "@/lib/db/loops";
import { organizationById } from "@/lib/db/organizations";
import { findPullRequestByNumber, findPullRequestsByHead, savePullRequest } from "@/lib/db/pull-requests";
import { saveRefusal } from "@/lib/db/refusals";
import { repositoryById } from "@/lib/db/repositories";
import { recordProgress } from "@/lib/db/timeline";
import { endedByLostAccess } from "@/lib/domain/access-lost";
import { accessReason, judgeEligibility } from "@/lib/domain/eligibility";
import type { RegreenEvent } from "@/lib/domain/events";
import { type Policy, policyValues } from "@/lib/domain/policy";
import type { StoredRepository } from "@/lib/github/client";
import { isMergeQueueBranch, pullRequestOfQueue } from "@/lib/github/merge-queue";
import { getPullRequest, listPullRequestsOfCommit } from "@/lib/github/pull-requests";
import { repairBranchOf, repairBranchPrefix } from "@/lib/github/repair-branch";
import { pendingEvents } from "./drive";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { runName } from "./intake/run-facts";
import { policyOf } from "./policy-of";
import { pullRequestEligibility } from "./pull-request-eligibility";
import { type CommitRuns, refreshCommit } from "./refresh-commit";
import { reportLoop } from "./report-loop";
import { repositoryRef } from "./repository-ref";
import type { SuspectedFailure } from "./settle-failure";

export type OpenOutcome =
  | { kind: "opened"; loopId: string; events: RegreenEvent[] }
  | { kind: "refused"; code: string; reason: string }
  | { kind: "wait"; untilMs: number; reason: string };

/** Opens a loop for a settled red commit, or says in words why not. Every "no" is stored where people see it. */
export function openLoopFor(ctx: Context, failure: SuspectedFailure): Promise<OpenOutcome> {
  return open(ctx, failure, null);
}

/** Who asked for another loop, and the attempt whose suggested patch they want applied, if they do. */
export interface AskedAgain {
  byLogin: string;
  appliesAttemptId?: string;
}

/** The same because a person asked for it: neither an ended loop nor the interval between loops stands in the way. */
export function openLoopAgain(
  ctx: Context,
  failure: SuspectedFailure,
  asked: AskedAgain,
): Promise<OpenOutcome> {
  return open(ctx, failure, asked);
}

async function open(ctx: Context, failure: SuspectedFailure, asked: AskedAgain | null): Promise<OpenOutcome> {
  const [organization, repository, effective] = await Promise.all([
    organizationById(ctx.db, failure.organizationId),
    repositoryById(ctx.db, failure.organizationId, failure.repositoryId),
    policyOf(ctx, failure.organizationId, failure.repositoryId),
  ]);
  const policy = policyValues(effective);
  const access = {
    repository: { archived: repository.archivedAt !== null, removed: repository.removedAt !== null },
    organization: {
      suspended: organization.suspendedAt !== null,
      removed: organization.removedAt !== null,
    },
  };
  // GitHub would answer nothing about it, so it is said without asking.
  const noAccess = accessReason(access);
  if (noAccess !== null) return refuse(ctx, failure, null, noAccess.code, noAccess.reason);
  const ref = repositoryRef(repository, organization);
  const commit = await refreshCommit(ctx, failure, ref);
  const pullRequest = await findPullRequest(ctx, failure, ref);
  const newest =
    pullRequest === null ? null : await newestLoop(ctx.db, failure.organizationId, pullRequest.id);
  const wasCutOff = newest?.headSha === failure.headSha && endedByLostAccess(newest);
  const again = asked === null && !wasCutOff ? "" : `:again-${ctx.now().getTime()}`;
  const trigger = `${triggerOf(commit, failure)}${again}`;
  const openNow =
    pullRequest === null ? null : await findOpenLoop(ctx.db, failure.organizationId, pullRequest.id);
  const sameTrigger =
    pullRequest === null
      ? null
      : await findLoopByTrigger(ctx.db, {
          organizationId: failure.organizationId,
          pullRequestId: pullRequest.id,
          headSha: failure.headSha,
          trigger,
        });
  // Opened before, by this very call before a crash or by another run's: its first event counts once however often told.
  if (sameTrigger !== null && sameTrigger.state !== "ended")
    return { kind: "opened", loopId: sameTrigger.id, events: pendingEvents(sameTrigger) };
  const queueBranch = commit.runs.find((run) => isMergeQueueBranch(run.headBranch))?.headBranch ?? null;
  const eligibility = judgeEligibility(
    {
      headSha: failure.headSha,
      pullRequest:
        pullRequest === null
          ? null
          : {
              open: pullRequest.closedAt === null,
              headSha: pullRequest.headSha,
              headRef: pullRequest.headRef,
              fork: pullRequest.headRepositoryId !== repository.githubRepositoryId,
              repairsStopped: pullRequest.repairsStoppedAt !== null,
              ...(await pullRequestEligibility(ctx, ref, pullRequest, policy)),
              ...(asked === null ? {} : { loopsToday: 0 }),
              // The agents' work is done and paid for already.
              ...(asked?.appliesAttemptId === undefined ? {} : { spentBudgets: [] }),
            },
      mergeQueueBranch: queueBranch,
      ...access,
      repairBranchPrefix,
      openLoopId: openNow?.id ?? null,
      endedLoopForTrigger: sameTrigger !== null && sameTrigger.state === "ended",
      lastLoopStartedAt: again === "" ? (newest?.createdAt ?? null) : null,
      failingRuns: commit.red.length,
      now: ctx.now(),
    },
    policy,
  );
  if (eligibility.kind === "wait")
    return { kind: "wait", untilMs: eligibility.until.getTime(), reason: eligibility.reason };
  if (eligibility.kind === "refuse")
    return refuse(
      ctx,
      failure,
      pullRequest?.id ?? (await queuedPullRequest(ctx, failure, queueBranch)),
      eligibility.code,
      eligibility.reason,
    );
  if (pullRequest === null) return refuse(ctx, failure, null, "no_pull_request", "The pull request is gone.");

  const now = ctx.now();
  const opened = await openLoop(
    ctx.db,
    {
      organizationId: failure.organizationId,
      repositoryId: failure.repositoryId,
      pullRequestId: pullRequest.id,
      headSha: failure.headSha,
      trigger,
      failingRunIds: commit.red.map(runName),
      attemptLimit: policy.attemptLimit,
      deadlineAt: deadline(now, policy, ctx.settings.validationTimeoutMinutes),
      repairBranch: repairBranchOf,
      appliesAttemptId: asked?.appliesAttemptId ?? null,
      startedByLogin: asked?.byLogin ?? null,
    },
    now,
  );
  if (opened === null)
    return refuse(
      ctx,
      failure,
      pullRequest.id,
      "already_fixing",
      "Taken up already: a loop for this failure was opened at the same moment.",
    );

  await recordProgress(
    ctx.db,
    {
      organizationId: failure.organizationId,
      loopId: opened.id,
      attempt: 0,
      stage: "detect",
      key: "detect",
      title: "CI failed",
      status: "done",
      reason: `Red on ${failure.headSha.slice(0, 7)}: ${commit.red.map((run) => run.name).join(", ")}.${whyAgain(asked, wasCutOff)}`,
      detail: { runs: commit.red.map((run) => ({ name: run.name, id: runName(run), url: run.url })) },
    },
    now,
  );
  await reportLoop(ctx, failure.organizationId, opened.id);
  const events = pendingEvents(await loopById(ctx.db, failure.organizationId, opened.id));
  return { kind: "opened", loopId: opened.id, events };
}

/** The pull request for which a merge queue tested the commit: where people look for why nothing is done. */
async function queuedPullRequest(
  ctx: Context,
  { organizationId, repositoryId }: SuspectedFailure,
  queueBranch: string | null,
): Promise<string | null> {
  const number = queueBranch === null ? null : pullRequestOfQueue(queueBranch);
  if (number === null) return null;
  return (await findPullRequestByNumber(ctx.db, organizationId, repositoryId, number))?.id ?? null;
}

function whyAgain(asked: AskedAgain | null, wasCutOff: boolean): string {
  if (asked !== null) return ` ${asked.byLogin} asked for another loop.`;
  return wasCutOff ? " The loop before ended with the app's access, which is back." : "";
}

async function refuse(
  ctx: Context,
  failure: SuspectedFailure,
  pullRequestId: string | null,
  code: string,
  reason: string,
): Promise<OpenOutcome> {
  const { organizationId, repositoryId, headSha, trigger } = failure;
  await saveRefusal(ctx.db, { organizationId, repositoryId, pullRequestId, headSha, trigger, code, reason });
  return { kind: "refused", code, reason };
}

/**
 * The first red run of the commit names the trigger, so that whichever of several red runs is handled first, they all
 * mean the same loop. A rerun that fails again is a new attempt of that run and so a new trigger.
 */
function triggerOf(commit: CommitRuns, failure: SuspectedFailure): string {
  return commit.red.map(runName).sort()[0] ?? failure.trigger;
}

function deadline(now: Date, policy: Policy, validationTimeoutMinutes: number): Date {
  const minutes =
    policy.attemptLimit * (validationTimeoutMinutes + policy.budgetMinutes) + validationTimeoutMinutes;
  return new Date(now.getTime() + minutes * 60_000);
}

/** By our rows first; GitHub is asked when a delivery was lost, or the pull request is older than the installation. */
async function findPullRequest(ctx: Context, failure: SuspectedFailure, ref: StoredRepository) {
  const { organizationId, repositoryId, headSha } = failure;
  const known = (await findPullRequestsByHead(ctx.db, organizationId, repositoryId, headSha))[0];
  if (known !== undefined) {
    const current = await getPullRequest(ctx.github, ref, known.number);
    return current === null
      ? known
      : savePullRequest(ctx.db, organizationId, repositoryId, pullRequestFacts(current));
  }
  const found = await listPullRequestsOfCommit(ctx.github, ref, headSha);
  const chosen = found.find((pull) => pull.headSha === headSha) ?? found[0];
  return chosen === undefined
    ? null
    : savePullRequest(ctx.db, organizationId, repositoryId, pullRequestFacts(chosen));
}
