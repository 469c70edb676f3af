import type { Context } from "@/lib/context";
import { moveEscalation } from "@/lib/db/escalations";
import type { EscalationState } from "@/lib/domain/escalation";
import { reportLoop } from "./report-loop";

/** A person takes, returns or closes an escalation; the comment then asks, or does not. False: somebody moved it first. */
export async function movePersonsEscalation(
  ctx: Context,
  input: {
    organizationId: string;
    escalationId: string;
    loopId: string;
    to: Exclude<EscalationState, "open">;
    byLogin: string;
  },
): Promise<{ moved: boolean }> {
  const { organizationId, escalationId } = input;
  const key = { organizationId, escalationId };
  const moved = await moveEscalation(ctx.db, key, input.to, input.byLogin, ctx.now());
  if (moved) await reportLoop(ctx, organizationId, input.loopId);
  return { moved };
}
