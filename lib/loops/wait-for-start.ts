import type { Context } from "@/lib/context";
import { beginAttempt } from "@/lib/db/attempts";
import { advanceLoop, type Drive, loopById } from "@/lib/db/loops";
import { recordProgress } from "@/lib/db/timeline";
import type { NextStep } from "@/lib/domain/decide";
import type { RegreenEvent } from "@/lib/domain/events";
import { startWaitHours, startWaitMs } from "@/lib/domain/start-wait";
import { agentsOf } from "./agents-of";
import { nextEvents, takeLoop } from "./drive";
import { escalate } from "./escalate";
import { createIdleSession } from "./repair/create-idle-session";
import { reportLoop } from "./report-loop";

type Waiting = Extract<NextStep, { kind: "wait_for_start" }>;

/** Makes the first agent's session and lets the loop wait for a person to start it, for a day at most. */
export async function waitForStart(ctx: Context, drive: Drive, next: Waiting): Promise<RegreenEvent[]> {
  const { organizationId, loopId } = drive;
  const loop = await loopById(ctx.db, organizationId, loopId);
  const now = ctx.now();
  const startBy = new Date(now.getTime() + startWaitMs);
  const key = { organizationId, loopId, number: loop.attempt };
  const attempt = await beginAttempt(ctx.db, key, loop.repairHeadSha ?? loop.headSha, now);
  const first = (await agentsOf(ctx, loop)).find(({ id }) => id === next.agents[0]);
  if (first !== undefined)
    await createIdleSession(ctx, {
      loop,
      drive,
      attemptId: attempt.id,
      agentId: first.id,
      options: first.options,
    });
  await recordProgress(
    ctx.db,
    {
      ...startEntry(loop),
      status: "waiting",
      reason: `After ${startWaitHours} hours a person is asked to take over.`,
    },
    now,
  );
  await advanceLoop(ctx.db, drive, "collecting", "waiting", { startBy }, now);
  await reportLoop(ctx, organizationId, loopId);
  return nextEvents(ctx, drive);
}

export type StartOutcome = { started: true } | { started: false; reason: string };

/** A person starts the repair of a loop that waits for it. The time that it waited does not count against its deadline. */
export async function startRepair(
  ctx: Context,
  person: { organizationId: string; loopId: string; byLogin: string },
): Promise<StartOutcome> {
  const { organizationId, loopId, byLogin } = person;
  const loop = await loopById(ctx.db, organizationId, loopId);
  const late: StartOutcome = { started: false, reason: "The loop does not wait for a start (any more)." };
  const drive = await takeLoop(ctx, { organizationId, loopId, attempt: loop.attempt }, "waiting");
  if (drive === null || loop.startBy === null) return late;
  const now = ctx.now();
  const waitedMs = now.getTime() - (loop.startBy.getTime() - startWaitMs);
  const deadlineAt = new Date(loop.deadlineAt.getTime() + Math.max(0, waitedMs));
  const facts = { startedByLogin: byLogin, startBy: null, deadlineAt };
  if (!(await advanceLoop(ctx.db, drive, "waiting", "repairing", facts, now))) return late;
  await recordProgress(
    ctx.db,
    { ...startEntry(loop), status: "done", reason: `Started by ${byLogin}.` },
    now,
  );
  await ctx.send(await nextEvents(ctx, drive));
  await reportLoop(ctx, organizationId, loopId);
  return { started: true };
}

/** The wait is over and nobody came: a person is asked, with everything in hand. */
export async function giveUpWaiting(
  ctx: Context,
  at: { organizationId: string; loopId: string; attempt: number },
): Promise<RegreenEvent[]> {
  const drive = await takeLoop(ctx, at, "waiting");
  if (drive === null) return [];
  const loop = await loopById(ctx.db, at.organizationId, at.loopId);
  const reason = `Nobody started the repair within ${startWaitHours} hours.`;
  await recordProgress(ctx.db, { ...startEntry(loop), status: "failed", reason }, ctx.now());
  return escalate(ctx, drive, [reason, "Agents do not start by themselves in this repository."]);
}

function startEntry(loop: { organizationId: string; id: string; attempt: number }) {
  return {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
    stage: "repair" as const,
    key: `${loop.attempt}/start`,
    title: "Waiting for a person to start the repair",
  };
}
