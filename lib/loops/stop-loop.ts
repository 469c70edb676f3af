import type { Context } from "@/lib/context";
import { findEscalation, moveEscalation } from "@/lib/db/escalations";
import { loopById } from "@/lib/db/loops";
import { setRepairsStopped } from "@/lib/db/pull-requests";
import { finishLoop } from "./finish-loop";

interface PersonAtLoop {
  organizationId: string;
  loopId: string;
  byLogin: string;
}

/** A person stops a loop, and repairs of its pull request with it, until somebody retries. */
export async function stopLoop(ctx: Context, input: PersonAtLoop): Promise<{ stopped: boolean }> {
  const loop = await loopById(ctx.db, input.organizationId, input.loopId);
  await setRepairsStopped(ctx.db, input.organizationId, loop.pullRequestId, {
    at: ctx.now(),
    byLogin: input.byLogin,
  });
  const key = { organizationId: input.organizationId, loopId: input.loopId, fence: null };
  const events = await finishLoop(ctx, key, { outcome: "cancelled", reason: `Stopped by ${input.byLogin}.` });
  if (events.length > 0) await ctx.send(events);
  return { stopped: events.length > 0 };
}

/**
 * A person takes the work over: the loop ends as handed over, and its branch is theirs. Of a loop that has ended they
 * take the open escalation.
 */
export async function takeOverLoop(ctx: Context, input: PersonAtLoop): Promise<{ taken: boolean }> {
  const key = { organizationId: input.organizationId, loopId: input.loopId, fence: null };
  const events = await finishLoop(ctx, key, {
    outcome: "handed_over",
    reason: `Taken over by ${input.byLogin}.`,
  });
  if (events.length > 0) {
    await ctx.send(events);
    return { taken: true };
  }
  const escalation = await findEscalation(ctx.db, input.organizationId, input.loopId);
  if (escalation === null) return { taken: false };
  const at = { organizationId: input.organizationId, escalationId: escalation.id };
  return { taken: await moveEscalation(ctx.db, at, "taken", input.byLogin, ctx.now()) };
}
