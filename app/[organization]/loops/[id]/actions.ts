"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/action-button";
import { answer } from "@/lib/auth/answer";
import { asLoopWriter } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { applySuggestion } from "@/lib/loops/apply-suggestion";
import { retryLoop } from "@/lib/loops/retry-loop";
import { askForFollowUp } from "@/lib/loops/schedule-follow-up";
import { stopLoop, takeOverLoop } from "@/lib/loops/stop-loop";
import { sendMessage, stopSession } from "@/lib/loops/talk-to-session";
import { startRepair } from "@/lib/loops/wait-for-start";

export async function stopLoopAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const { stopped } = await stopLoop(getContext(), {
      organizationId: member.organization.id,
      loopId,
      byLogin: member.user.login,
    });
    return stopped
      ? { ok: true, message: "Stopped. This pull request is not repaired until somebody retries." }
      : { ok: false, message: "The loop had ended already." };
  });
}

export async function takeOverLoopAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const { taken } = await takeOverLoop(getContext(), {
      organizationId: member.organization.id,
      loopId,
      byLogin: member.user.login,
    });
    return taken
      ? { ok: true, message: "It is yours: nothing more is pushed to the repair branch." }
      : { ok: false, message: "The loop had ended already." };
  });
}

export async function startRepairAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const started = await startRepair(getContext(), {
      organizationId: member.organization.id,
      loopId,
      byLogin: member.user.login,
    });
    return started.started
      ? { ok: true, message: "Started: the agent gets its brief." }
      : { ok: false, message: started.reason };
  });
}

export async function retryLoopAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const retried = await retryLoop(getContext(), {
      organizationId: member.organization.id,
      loopId,
      byLogin: member.user.login,
    });
    return retried.started
      ? { ok: true, message: "A new loop works on this failure." }
      : { ok: false, message: retried.reason };
  });
}

export async function askForFollowUpAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const ctx = getContext();
    const asked = await askForFollowUp(ctx, { organizationId: member.organization.id, loopId });
    if (!asked.scheduled) return { ok: false, message: asked.reason };
    await ctx.send(asked.events);
    return { ok: true, message: `The pull request is looked at again in ${asked.minutes} minutes.` };
  });
}

export async function applySuggestionAction(organization: string, loopId: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const applied = await applySuggestion(getContext(), {
      organizationId: member.organization.id,
      loopId,
      byLogin: member.user.login,
    });
    revalidatePath(`/${organization}/loops/${loopId}`);
    return applied.started
      ? { ok: true, message: "A new loop pushes exactly this patch, and CI decides whether it holds." }
      : { ok: false, message: applied.reason };
  });
}

export async function sendSessionMessageAction(
  organization: string,
  loopId: string,
  sessionId: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const person = {
      organizationId: member.organization.id,
      loopId,
      sessionId,
      byLogin: member.user.login,
    };
    const sent = await sendMessage(getContext(), person, String(form.get("message") ?? ""));
    return sent.kind === "done"
      ? { ok: true, message: "Sent. The agent reads it when it has finished its present step." }
      : { ok: false, message: sent.reason };
  });
}

export async function stopSessionAction(
  organization: string,
  loopId: string,
  sessionId: string,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asLoopWriter(organization, loopId);
    const stopped = await stopSession(getContext(), {
      organizationId: member.organization.id,
      loopId,
      sessionId,
      byLogin: member.user.login,
    });
    return stopped.kind === "done"
      ? { ok: true, message: "The session is being stopped. The loop goes on with the next agent." }
      : { ok: false, message: stopped.reason };
  });
}
