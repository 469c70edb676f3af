"use server";

import type { ActionResult } from "@/components/action-button";
import { answer } from "@/lib/auth/answer";
import { asRepositoryWriter } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { refusalById } from "@/lib/db/refusals";
import { lookAgain } from "@/lib/loops/look-again";

export async function lookAgainAction(
  organization: string,
  repository: string,
  refusalId: string,
): Promise<ActionResult> {
  return answer(async () => {
    const writer = await asRepositoryWriter(organization, repository);
    const ctx = getContext();
    const organizationId = writer.organization.id;
    const refusal = await refusalById(ctx.db, organizationId, refusalId);
    if (refusal?.repositoryId !== writer.repository.id)
      return { ok: false, message: "There is nothing to look at any more." };
    const looked = await lookAgain(ctx, { organizationId, refusalId, byLogin: writer.user.login });
    return looked.started
      ? { ok: true, message: "A loop works on this failure now." }
      : { ok: false, message: looked.reason };
  });
}
