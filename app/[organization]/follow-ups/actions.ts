"use server";

import type { ActionResult } from "@/components/action-button";
import { answer } from "@/lib/auth/answer";
import { asLoopWriter, asMember, asOrganizationAdmin } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { followUpById, pruneFollowUps } from "@/lib/db/follow-up-tasks";
import { cancelFollowUp, runFollowUp } from "@/lib/loops/follow-up";

const gone: ActionResult = { ok: false, message: "There is no such task any more." };

export async function runFollowUpAction(organization: string, taskId: string): Promise<ActionResult> {
  return answer(async () => {
    const writer = await writerOfTask(organization, taskId);
    if (writer === null) return gone;
    const ctx = getContext();
    const key = { organizationId: writer.organization.id, taskId };
    const events = await runFollowUp(ctx, key, "by_person");
    if (events.length === 0) return { ok: false, message: "The task runs already, or has ended." };
    await ctx.send(events);
    const task = await followUpById(ctx.db, key.organizationId, taskId);
    return { ok: true, message: task?.result ?? "The check ran." };
  });
}

export async function cancelFollowUpAction(organization: string, taskId: string): Promise<ActionResult> {
  return answer(async () => {
    const writer = await writerOfTask(organization, taskId);
    if (writer === null) return gone;
    const key = { organizationId: writer.organization.id, taskId };
    const { cancelled } = await cancelFollowUp(getContext(), key, writer.user.login);
    return cancelled
      ? { ok: true, message: "Cancelled." }
      : { ok: false, message: "The task runs already, or has ended." };
  });
}

export async function cleanUpFollowUpsAction(organization: string): Promise<ActionResult> {
  return answer(async () => {
    const owner = await asOrganizationAdmin(organization);
    const ctx = getContext();
    const count = await pruneFollowUps(ctx.db, ctx.now(), owner.organization.id);
    return count > 0
      ? { ok: true, message: `${count} ended task${count === 1 ? "" : "s"} removed.` }
      : { ok: false, message: "No task has ended yet." };
  });
}

/** The task says which loop it is about, and the loop which repository one has to be allowed to write to. */
async function writerOfTask(organization: string, taskId: string) {
  const member = await asMember(organization);
  const task = await followUpById(getContext().db, member.organization.id, taskId);
  return task === null ? null : asLoopWriter(organization, task.loopId);
}
