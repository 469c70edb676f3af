import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { isApplied, loopById } from "@/lib/db/loops";
import { isFork } from "./is-fork";
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
  const attempt = (await listAttempts(ctx.db, loop.organizationId, loop.id)).at(-1);
  if (loop.state !== "ended" || attempt?.outcome !== "suggested")
    return { started: false, reason: "This loop has no suggestion to apply." };
  if (isFork(loop))
    return { started: false, reason: "The pull request comes from a fork: nothing is pushed for it." };
  if (await isApplied(ctx.db, loop.organizationId, attempt.id))
    return { started: false, reason: "The suggestion was applied before." };
  if (loop.pullRequest.headSha !== loop.headSha || attempt.baseSha !== loop.headSha)
    return {
      started: false,
      reason: "The pull request has moved on since the patch was made. Retry makes a new one.",
    };
  const failure = {
    organizationId: loop.organizationId,
    repositoryId: loop.repositoryId,
    headSha: loop.headSha,
    trigger: loop.trigger,
  };
  const outcome = await openLoopAgain(ctx, failure, {
    byLogin: input.byLogin,
    appliesAttemptId: attempt.id,
  });
  if (outcome.kind !== "opened") return { started: false, reason: outcome.reason };
  await reportLoop(ctx, loop.organizationId, loop.id);
  await ctx.send(outcome.events);
  return { started: true, loopId: outcome.loopId };
}
