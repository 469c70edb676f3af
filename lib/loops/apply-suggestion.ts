import type { Context } from "@/lib/context";
import { loopById } from "@/lib/db/loops";
import { suggestionOf } from "./look-at-suggestion";
import { openLoopAgain } from "./open-loop";
import { reportLoop } from "./report-loop";

/**
 * A person asks for the patch that a loop suggested. A new loop begins whose first repair is exactly that stored and
 * gated patch; it is pushed and validated as any other. Judged like any red commit, and only while the pull request is
 * still at the commit that the patch was made for.
 */
export async function applySuggestion(
  ctx: Context,
  input: { organizationId: string; loopId: string; byLogin: string },
): Promise<{ started: true; loopId: string } | { started: false; reason: string }> {
  const loop = await loopById(ctx.db, input.organizationId, input.loopId);
  const { standing, attemptId } = await suggestionOf(ctx, loop);
  if (attemptId === null || standing.kind === "none")
    return { started: false, reason: "This loop has no suggestion to apply." };
  if (standing.kind === "held") return { started: false, reason: standing.reason };
  const failure = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: loop.headSha,
    trigger: loop.trigger,
  };
  const outcome = await openLoopAgain(ctx, failure, {
    byLogin: input.byLogin,
    appliesAttemptId: attemptId,
  });
  if (outcome.kind !== "opened") return { started: false, reason: outcome.reason };
  await reportLoop(ctx, loop.organizationId, loop.id);
  await ctx.send(outcome.events);
  return { started: true, loopId: outcome.loopId };
}
