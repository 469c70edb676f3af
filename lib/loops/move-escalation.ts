import type { Context } from "@/lib/context";
import { moveEscalation } from "@/lib/db/escalations";
import type { EscalationState } from "@/lib/domain/escalation";

/** A person takes, returns or closes an escalation. False: somebody moved it first. */
export async function movePersonsEscalation(
  ctx: Context,
  input: {
    organizationId: string;
    escalationId: string;
    to: Exclude<EscalationState, "open">;
    byLogin: string;
  },
): Promise<{ moved: boolean }> {
  const { organizationId, escalationId } = input;
  return {
    moved: await moveEscalation(ctx.db, { organizationId, escalationId }, input.to, input.byLogin, ctx.now()),
  };
}
