import type { Context } from "@/lib/context";
import { isCommitOfAttempt } from "@/lib/db/attempts";
import { type LoopRow, listActiveLoops } from "@/lib/db/loops";
import { savePullRequest } from "@/lib/db/pull-requests";
import type { RegreenEvent } from "@/lib/domain/events";
import {
  getPullRequest,
  listOpenPullRequests,
  type PullRequestDescription,
} from "@/lib/github/pull-requests";
import { finishLoop } from "./finish-loop";
import { pullRequestFacts } from "./intake/pull-request-facts";
import { pullRequestEnd } from "./pull-request-end";
import { refreshCommit } from "./refresh-commit";
import { repositoryNow } from "./repository-now";
import { repositoryRef } from "./repository-ref";

const loopsMax = 500;

/** What GitHub says of a repository with open loops, asked once for all of them. */
type Seen = { gone: true; reason: string } | { gone: false; pulls: PullRequestDescription[] };

/**
 * Compares every open loop with GitHub, for deliveries that never came: its repository gone or transferred, its pull request
 * closed or moved on, its repair branch taken by a person, the CI it waits for ended.
 */
export async function compareOpenLoops(ctx: Context, again: string): Promise<RegreenEvent[]> {
  const events: RegreenEvent[] = [];
  const repositories = new Map<string, Seen>();
  for (const loop of await listActiveLoops(ctx.db, loopsMax)) {
    try {
      const seen = repositories.get(loop.repositoryId) ?? (await lookAt(ctx, loop));
      repositories.set(loop.repositoryId, seen);
      events.push(
        ...(seen.gone
          ? await finishLoop(ctx, keyOf(loop), { outcome: "cancelled", reason: seen.reason })
          : await compareLoop(ctx, loop, seen.pulls, again)),
      );
    } catch (error) {
      ctx.log.warn({ loopId: loop.id, error }, "a loop could not be compared with GitHub");
    }
  }
  return events;
}

async function lookAt(ctx: Context, loop: LoopRow): Promise<Seen> {
  const now = await repositoryNow(ctx, loop);
  return now.gone ? now : { gone: false, pulls: await listOpenPullRequests(ctx.github, now.repository) };
}

function keyOf(loop: LoopRow) {
  return { organizationId: loop.organizationId, loopId: loop.id, fence: null };
}

async function compareLoop(
  ctx: Context,
  loop: LoopRow,
  pulls: readonly PullRequestDescription[],
  again: string,
): Promise<RegreenEvent[]> {
  const key = keyOf(loop);
  const current =
    pulls.find((pull) => pull.number === loop.pullRequest.number) ??
    (await getPullRequest(ctx.github, refOf(loop), loop.pullRequest.number));
  if (current === null)
    return finishLoop(ctx, key, { outcome: "cancelled", reason: "The pull request is gone." });
  const row = await savePullRequest(
    ctx.db,
    loop.organizationId,
    loop.repositoryId,
    pullRequestFacts(current),
  );
  const end = pullRequestEnd(row, loop.headSha);
  if (end !== null) return finishLoop(ctx, key, end);

  const repair = pulls.find((pull) => pull.number === loop.repairPullRequestNumber);
  if (repair !== undefined && !(await isCommitOfAttempt(ctx.db, loop.organizationId, repair.headSha)))
    return finishLoop(ctx, key, {
      outcome: "handed_over",
      reason: `Somebody else pushed to the repair branch: ${repair.headSha.slice(0, 7)}.`,
    });
  return wakeWaiting(ctx, loop, again);
}

/**
 * A loop that waits for CI is told that its last run has ended. Told again each minute: whether the waiting stage heard
 * it is not known here, since an event that comes between its look and its wait is heard by nobody.
 */
async function wakeWaiting(ctx: Context, loop: LoopRow, again: string): Promise<RegreenEvent[]> {
  if (loop.state !== "validating" && loop.state !== "rerunning") return [];
  const headSha = loop.state === "validating" ? (loop.repairHeadSha ?? loop.headSha) : loop.headSha;
  const { organizationId, repositoryId } = loop;
  const where = { organizationId, repositoryId, headSha };
  const { runs, pending } = await refreshCommit(ctx, where, refOf(loop));
  if (runs.length === 0 || pending.length > 0) return [];
  return [{ name: "ci/run.completed", data: where, id: `completed:${loop.id}${again}` }];
}

function refOf(loop: LoopRow) {
  return repositoryRef(loop.repository, loop.organization);
}
