import type { Context } from "@/lib/context";
import { newestFollowUp, scheduleFollowUp } from "@/lib/db/follow-up-tasks";
import { type LoopRow, loopById } from "@/lib/db/loops";
import type { RegreenEvent } from "@/lib/domain/events";
import type { FollowUpDocument } from "@/lib/domain/follow-up-task";

/**
 * Schedules the check of a pull request after its loop has ended. A loop that was overtaken (superseded, cancelled)
 * needs none: the newer commit or the closed pull request speaks for itself.
 */
export async function scheduleFollowUpFor(ctx: Context, loop: LoopRow): Promise<RegreenEvent[]> {
  if (loop.outcome === "superseded" || loop.outcome === "cancelled") return [];
  return schedule(ctx, loop, 1, loop.endedAt ?? ctx.now());
}

export type AskedFollowUp =
  | { scheduled: true; events: RegreenEvent[]; minutes: number }
  | { scheduled: false; reason: string };

/** A person asks for another check of an ended loop's pull request. One waits at a time. */
export async function askForFollowUp(
  ctx: Context,
  at: { organizationId: string; loopId: string },
): Promise<AskedFollowUp> {
  const loop = await loopById(ctx.db, at.organizationId, at.loopId);
  if (loop.state !== "ended") return { scheduled: false, reason: "The loop is still at work." };
  const newest = await newestFollowUp(ctx.db, at.organizationId, at.loopId);
  if (newest?.status === "scheduled" || newest?.status === "executing")
    return { scheduled: false, reason: "A check of this pull request is scheduled already." };
  // Two who ask at once get the same task: its number is the key.
  const events = await schedule(ctx, loop, (newest?.sequence ?? 0) + 1, ctx.now());
  return { scheduled: true, events, minutes: ctx.settings.followUpMinutes };
}

async function schedule(
  ctx: Context,
  loop: LoopRow,
  sequence: number,
  created: Date,
): Promise<RegreenEvent[]> {
  const due = new Date(created.getTime() + ctx.settings.followUpMinutes * 60_000);
  const document: FollowUpDocument = {
    id: `delayed-${created.getTime()}`,
    createdAt: created.toISOString(),
    scheduledFor: due.toISOString(),
    type: "pr_readiness_check",
    status: "scheduled",
    instructions: "Check PR readiness and repeat cycle if needed",
    environment: {
      branch: loop.pullRequest.headRef,
      buildNumber: loop.trigger,
      commitSha: loop.headSha,
      projectName: `${loop.repository.owner}/${loop.repository.name}`,
    },
  };
  const task = await scheduleFollowUp(
    ctx.db,
    { organizationId: loop.organizationId, loopId: loop.id, sequence },
    document,
  );
  return [
    {
      name: "follow-up/scheduled",
      data: {
        organizationId: loop.organizationId,
        taskId: task.id,
        scheduledFor: task.scheduledFor.toISOString(),
      },
      id: `follow-up:${task.id}`,
    },
  ];
}
