"use server";

import type { ActionResult } from "@/components/action-button";
import { answer } from "@/lib/auth/answer";
import { asLoopWriter } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { findEscalation } from "@/lib/db/escalations";
import { EscalationState } from "@/lib/domain/escalation";
import { movePersonsEscalation } from "@/lib/loops/move-escalation";

const Move = EscalationState.exclude(["open"]);
export type EscalationMove = "taken" | "returned" | "closed";

const done: Record<EscalationMove, string> = {
  taken: "It is yours now.",
  returned: "Returned: somebody else can take it.",
  closed: "Closed.",
};

export async function moveEscalationAction(
  organization: string,
  loopId: string,
  move: EscalationMove,
): Promise<ActionResult> {
  return answer(async () => {
    const to = Move.parse(move);
    const member = await asLoopWriter(organization, loopId);
    const ctx = getContext();
    const escalation = await findEscalation(ctx.db, member.organization.id, loopId);
    if (escalation === null) return { ok: false, message: "This loop was never handed over." };
    const { moved } = await movePersonsEscalation(ctx, {
      organizationId: member.organization.id,
      escalationId: escalation.id,
      loopId,
      to,
      byLogin: member.user.login,
    });
    return moved
      ? { ok: true, message: done[to] }
      : { ok: false, message: "Somebody moved it meanwhile. Look again." };
  });
}
