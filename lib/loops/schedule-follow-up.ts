import type { Context } from "@/lib/context";
import { scheduleFollowUp } from "@/lib/db/follow-up-tasks";
import type { LoopRow } from "@/lib/db/loops";
import type { RegreenEvent } from "@/lib/domain/events";
import type { FollowUpDocument } from "@/lib/domain/follow-up-task";

/**
 * Schedules the check of a pull request after its loop has ended. A loop that was overtaken (superseded, cancelled)
 * needs none: the newer commit or the closed pull request speaks for itself.
 */
export async function scheduleFollowUpFor(
  ctx: Context,
  loop: LoopRow,
  sequence = 1,
): Promise<RegreenEvent[]> {
  if (loop.outcome === "superseded" || loop.outcome === "cancelled") return [];
  const created = sequence === 1 ? (loop.endedAt ?? ctx.now()) : ctx.now();
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
