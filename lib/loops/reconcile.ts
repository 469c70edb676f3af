import type { Context } from "@/lib/context";
import { pruneCallbacks } from "@/lib/db/agent-callbacks";
import { saveCursor } from "@/lib/db/cursors";
import { listForgottenDeliveries, pruneDeliveries } from "@/lib/db/deliveries";
import { listOverdueFollowUps, pruneFollowUps } from "@/lib/db/follow-up-tasks";
import { listStalledLoops, listUnreportedEnds } from "@/lib/db/loops";
import { pruneRedeliveries } from "@/lib/db/redeliveries";
import type { RegreenEvent } from "@/lib/domain/events";
import { compareOpenLoops } from "./compare-open-loops";
import { pendingEvents } from "./drive";
import { findMissedFailures } from "./find-missed-failures";
import { redeliverLost } from "./redeliver-lost";
import { syncInstallations } from "./sync-installations";
import { takeUpAgain } from "./take-up-again";

/** Moves at each look, so that a scheduler that does not call any more is noticed. */
export const looksCursor = "reconciler-looks";

const batchMax = 100;
const minuteMs = 60_000;
const deliveryKeepDays = 30;
const followUpKeepDays = 7;
/** A check of a pull request is a few requests; with all retries of a bad hour it has failed by then. */
const checkMinutesMax = 30;
/** An agent elsewhere may send its answer again as long as this, where ours to the first one was lost. */
const callbackKeepMinutes = 24 * 60;
/**
 * A loop that has not moved for this long has lost its event or its worker. A stage at work says so each minute, one that
 * waits for CI at each of its looks, which are five minutes apart at most.
 */
const stalledMinutes = { collecting: 10, rerunning: 20, repairing: 20, validating: 20 } as const;

/**
 * Finds what was lost on the way and tells it again: deliveries nobody handled, loops nobody drives, timers that never
 * rang, ends that were not reported. It does the same work through the same verbs as a webhook would.
 */
export async function reconcile(ctx: Context): Promise<{ events: RegreenEvent[] }> {
  const now = ctx.now();
  const ago = (minutes: number) => new Date(now.getTime() - minutes * minuteMs);
  // Told once a minute at most, however many reconcilers run.
  const again = `:again-${Math.floor(now.getTime() / minuteMs)}`;
  const events: RegreenEvent[] = [];
  await saveCursor(ctx.db, looksCursor, now.toISOString());

  for (const { id } of await listForgottenDeliveries(ctx.db, ago(1), batchMax))
    events.push({ name: "delivery/accepted", data: { deliveryId: id }, id: `delivery:${id}${again}` });

  for (const loop of await listStalledLoops(ctx.db, ago(stalledMinutes.collecting), batchMax)) {
    const limit = stalledMinutes[loop.state as keyof typeof stalledMinutes] ?? stalledMinutes.collecting;
    if (loop.progressedAt >= ago(limit)) continue;
    // Once for each time that passes so: a queue that is long for other reasons does not get longer by the minute.
    const times = Math.floor((now.getTime() - loop.progressedAt.getTime()) / (limit * minuteMs));
    events.push(...pendingEvents(loop, `:stalled-${loop.progressedAt.getTime()}-${times}`));
  }

  const overdue = { due: ago(2), begun: ago(checkMinutesMax) };
  for (const task of await listOverdueFollowUps(ctx.db, overdue, batchMax)) {
    const data = {
      organizationId: task.organizationId,
      taskId: task.id,
      scheduledFor: task.scheduledFor.toISOString(),
    };
    events.push({ name: "follow-up/scheduled", data, id: `follow-up:${task.id}${again}` });
  }

  events.push(...(await takeUpAgain(ctx, await listUnreportedEnds(ctx.db, ago(1), batchMax), again)));

  await pruneFollowUps(ctx.db, ago(followUpKeepDays * 24 * 60));
  await pruneDeliveries(ctx.db, ago(deliveryKeepDays * 24 * 60));
  await pruneCallbacks(ctx.db, ago(callbackKeepMinutes));
  if ((await ctx.appInForce()) === null) return { events };
  await pruneRedeliveries(ctx.db, ago(deliveryKeepDays * 24 * 60));
  const minute = Math.floor(now.getTime() / minuteMs);
  for (const compare of [
    () => redeliverLost(ctx).then(() => []),
    () => compareOpenLoops(ctx, again),
    () => syncInstallations(ctx, minute % 60 === 0),
    // One request for each repository: at five minutes, four hundred repositories stay within GitHub's hourly limit.
    async () => (minute % ctx.settings.reconcileMinutes === 0 ? findMissedFailures(ctx, again) : []),
  ])
    events.push(...(await unlessGitHubFails(ctx, compare)));
  return { events };
}

/** GitHub being away for one question must not keep what is lost here, or what another one finds, from being told. */
async function unlessGitHubFails(
  ctx: Context,
  compare: () => Promise<RegreenEvent[]>,
): Promise<RegreenEvent[]> {
  try {
    return await compare();
  } catch (error) {
    ctx.log.warn({ error }, "what is known here could not be compared with GitHub");
    return [];
  }
}
