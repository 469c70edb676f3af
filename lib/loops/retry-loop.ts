import type { Context } from "@/lib/context";
import { loopById } from "@/lib/db/loops";
import { setRepairsStopped } from "@/lib/db/pull-requests";
import { openLoopAgain } from "./open-loop";

/**
 * A person asks for another loop on the same failure. The trigger carries who asked and when, so it is a new one;
 * everything else is judged as for any red commit.
 */
export async function retryLoop(
  ctx: Context,
  input: { organizationId: string; loopId: string; byLogin: string },
): Promise<{ started: true; loopId: string } | { started: false; reason: string }> {
  const loop = await loopById(ctx.db, input.organizationId, input.loopId);
  if (loop.state !== "ended") return { started: false, reason: "The loop is still at work." };
  await setRepairsStopped(ctx.db, input.organizationId, loop.pullRequestId, null);
  const failure = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: loop.pullRequest.headSha,
    trigger: loop.trigger,
  };
  const outcome = await openLoopAgain(ctx, failure, { byLogin: input.byLogin });
  switch (outcome.kind) {
    case "opened":
      await ctx.send(outcome.events);
      return { started: true, loopId: outcome.loopId };
    case "refused":
      return { started: false, reason: outcome.reason };
    case "wait":
      return { started: false, reason: outcome.reason };
  }
}
