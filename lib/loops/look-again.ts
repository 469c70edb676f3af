import { assertNever } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { setRepairsStopped } from "@/lib/db/pull-requests";
import { refusalById, removeRefusals } from "@/lib/db/refusals";
import { openLoopAgain } from "./open-loop";

export type LookedAgain = { started: true; loopId: string } | { started: false; reason: string };

/**
 * A person asks for a failure that was not taken up: settings may have changed since, or they decide what nobody but a person
 * may. It is judged anew, with all limits but those that a person's asking lifts.
 */
export async function lookAgain(
  ctx: Context,
  input: { organizationId: string; refusalId: string; byLogin: string },
): Promise<LookedAgain> {
  const { organizationId, refusalId, byLogin } = input;
  const refusal = await refusalById(ctx.db, organizationId, refusalId);
  if (refusal === null || refusal.repositoryId === null)
    return { started: false, reason: "There is nothing to look at any more." };
  const { repositoryId, pullRequestId, headSha, trigger } = refusal;
  if (refusal.code === "stopped_by_person" && pullRequestId !== null)
    await setRepairsStopped(ctx.db, organizationId, pullRequestId, null);
  const failure = { organizationId, repositoryId, headSha, trigger };
  const outcome = await openLoopAgain(ctx, failure, { byLogin });
  switch (outcome.kind) {
    case "opened":
      await removeRefusals(ctx.db, organizationId, trigger);
      await ctx.send(outcome.events);
      return { started: true, loopId: outcome.loopId };
    case "refused":
    case "wait":
      return { started: false, reason: outcome.reason };
    default:
      return assertNever(outcome, "outcome of looking again");
  }
}
