import type { Context } from "@/lib/context";
import { followUpById, moveFollowUp } from "@/lib/db/follow-up-tasks";
import { findOpenLoop, loopById } from "@/lib/db/loops";
import { savePullRequest } from "@/lib/db/pull-requests";
import { standingOf } from "@/lib/domain/ci-conclusion";
import type { RegreenEvent } from "@/lib/domain/events";
import { type FollowUpFacts, judgeFollowUp } from "@/lib/domain/follow-up-task";
import { getPullRequest } from "@/lib/github/pull-requests";
import { hasAccess } from "./has-access";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { runName } from "./intake/run-facts";
import { refreshCommit } from "./refresh-commit";
import { repositoryRef } from "./repository-ref";

export interface FollowUpKey {
  organizationId: string;
  taskId: string;
}

/**
 * Runs one follow-up task: how does the pull request stand now, and does the cycle begin again? A person may run one that
 * failed once more.
 */
export async function runFollowUp(
  ctx: Context,
  key: FollowUpKey,
  asked: "by_timer" | "by_person" = "by_timer",
): Promise<RegreenEvent[]> {
  const task = await followUpById(ctx.db, key.organizationId, key.taskId);
  if (task === null) return [];
  const from = asked === "by_person" ? (["scheduled", "failed"] as const) : "scheduled";
  const begun = { executedAt: ctx.now(), endedAt: null };
  const started = await moveFollowUp(ctx.db, key, from, "executing", begun);
  if (!started && (task.status !== "executing" || asked === "by_person")) return [];

  const settled: RegreenEvent = {
    name: "follow-up/settled",
    data: key,
    id: `follow-up-settled:${key.taskId}`,
  };
  const loop = await loopById(ctx.db, key.organizationId, task.loopId);
  const complete = (result: string) =>
    moveFollowUp(ctx.db, key, "executing", "completed", { result, endedAt: ctx.now() });
  if (!hasAccess(loop)) {
    await complete("Regreen has no access to the repository any more, so nothing could be looked at.");
    return [settled];
  }
  const facts = await followUpFacts(ctx, loop);
  const verdict = judgeFollowUp(facts);
  await complete(verdict.reason);
  if (verdict.kind !== "repeat") return [settled];

  const where = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: facts.headSha,
  };
  const { red } = await refreshCommit(ctx, where, repositoryRef(loop.repository, loop.organization));
  const trigger = red.map(runName).sort()[0];
  if (trigger === undefined) return [settled];
  return [
    settled,
    { name: "failure/suspected", data: { ...where, trigger }, id: `follow-up-suspected:${key.taskId}` },
  ];
}

/** The check could not be made, again and again: that is an end too, and a visible one. */
export async function failFollowUp(ctx: Context, key: FollowUpKey): Promise<void> {
  await moveFollowUp(ctx.db, key, ["scheduled", "executing"], "failed", {
    result: "The check could not be made; the server's log has the error. Run it again when that is mended.",
    endedAt: ctx.now(),
  });
}

/** A person cancels a task that has not run. False: it has run already. */
export async function cancelFollowUp(
  ctx: Context,
  key: FollowUpKey,
  byLogin: string,
): Promise<{ cancelled: boolean }> {
  const cancelled = await moveFollowUp(ctx.db, key, "scheduled", "completed", {
    result: `Cancelled by ${byLogin}.`,
    cancelledBy: byLogin,
    endedAt: ctx.now(),
  });
  if (cancelled)
    await ctx.send([{ name: "follow-up/settled", data: key, id: `follow-up-settled:${key.taskId}` }]);
  return { cancelled };
}

async function followUpFacts(
  ctx: Context,
  loop: Awaited<ReturnType<typeof loopById>>,
): Promise<FollowUpFacts> {
  const repository = repositoryRef(loop.repository, loop.organization);
  const current = await getPullRequest(ctx.github, repository, loop.pullRequest.number);
  const row =
    current === null
      ? loop.pullRequest
      : await savePullRequest(ctx.db, loop.organizationId, loop.repositoryId, pullRequestFacts(current));
  const where = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: row.headSha,
  };
  const { runs, pending } = await refreshCommit(ctx, where, repository);
  const repair =
    loop.repairPullRequestNumber === null
      ? null
      : await getPullRequest(ctx.github, repository, loop.repairPullRequestNumber);
  return {
    pullRequestOpen: current !== null && row.closedAt === null,
    merged: row.mergedAt !== null,
    headIsGreen: runs.length === 0 || pending.length > 0 ? null : standingOf(runs) === "green",
    headSha: row.headSha,
    loopHeadSha: loop.headSha,
    repairPullRequest:
      repair === null ? null : { open: repair.closedAt === null, merged: repair.mergedAt !== null },
    loopOpen: (await findOpenLoop(ctx.db, loop.organizationId, loop.pullRequestId)) !== null,
  };
}
