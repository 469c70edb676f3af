import type { Context } from "@/lib/context";
import { closeSessions } from "@/lib/db/agent-sessions";
import { recordTold } from "@/lib/db/agent-turns";
import { endLoop, loopById, markEndReported } from "@/lib/db/loops";
import { closeTimeline, recordProgress } from "@/lib/db/timeline";
import { ciPassedMessage } from "@/lib/domain/agent-session";
import type { RegreenEvent } from "@/lib/domain/events";
import type { LoopOutcome } from "@/lib/domain/loop";
import { hasAccess } from "./has-access";
import { reportLoop } from "./report-loop";
import { scheduleFollowUpFor } from "./schedule-follow-up";

/**
 * Ends a loop, visibly: timeline, comment, check run, follow-up task. It ends once; whoever comes second gets no
 * events. `fence: null` is an end from outside, which takes the loop from whoever drives it.
 */
export async function finishLoop(
  ctx: Context,
  key: { organizationId: string; loopId: string; fence: number | null },
  end: { outcome: LoopOutcome; reason: string; proof?: unknown },
): Promise<RegreenEvent[]> {
  const ended = await endLoop(ctx.db, key, end, ctx.now());
  return ended ? publishEnd(ctx, key.organizationId, key.loopId) : [];
}

/**
 * Everything that follows an end. Safe to repeat; the reconciler repeats it for ends whose report was cut off, or could not
 * be written because the app had lost its access: that waits until it is back.
 */
export async function publishEnd(
  ctx: Context,
  organizationId: string,
  loopId: string,
): Promise<RegreenEvent[]> {
  const loop = await loopById(ctx.db, organizationId, loopId);
  const now = loop.endedAt ?? ctx.now();
  const idle = await closeSessions(ctx.db, organizationId, loopId, now);
  if (loop.outcome === "fixed")
    for (const { id: sessionId, attemptId } of idle) {
      const passed = ciPassedMessage(loop.pullRequest.number);
      await recordTold(ctx.db, { organizationId, sessionId, attemptId }, passed, "ci_passed", now);
    }
  await closeTimeline(ctx.db, organizationId, loopId, now);
  await recordProgress(
    ctx.db,
    {
      organizationId,
      loopId,
      attempt: loop.attempt,
      stage: "end",
      key: "end",
      title: `Ended: ${(loop.outcome ?? "unknown").replace("_", " ")}`,
      status: "done",
      reason: loop.endReason,
    },
    now,
  );
  await reportLoop(ctx, organizationId, loopId);
  const followUp = await scheduleFollowUpFor(ctx, loop);
  if (hasAccess(loop)) await markEndReported(ctx.db, organizationId, loopId, ctx.now());
  const data = { organizationId, loopId, pullRequestId: loop.pullRequestId };
  return [{ name: "loop/ended", data, id: `ended:${loopId}` }, ...followUp];
}
