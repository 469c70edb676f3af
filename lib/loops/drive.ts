import { assertNever, invariant } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { type Drive, type LoopRow, loopById, takeFence } from "@/lib/db/loops";
import type { RegreenEvent } from "@/lib/domain/events";
import { LoopState } from "@/lib/domain/loop";
import { publishEnd } from "./finish-loop";

/** Takes a loop for one stage. Null: the loop stands elsewhere by now, so this call is late and does nothing. */
export function takeLoop(
  ctx: Context,
  at: { organizationId: string; loopId: string; attempt: number },
  state: LoopState,
): Promise<Drive | null> {
  return takeFence(
    ctx.db,
    { organizationId: at.organizationId, loopId: at.loopId, attempt: at.attempt, state },
    ctx.now(),
  );
}

/** The loop, if this drive still holds it and it stands where the stage works. */
export async function heldLoop(ctx: Context, drive: Drive, state: LoopState): Promise<LoopRow | null> {
  const loop = await loopById(ctx.db, drive.organizationId, drive.loopId);
  return loop.fence === drive.fence && loop.state === state ? loop : null;
}

/**
 * What comes next for a loop that this drive has moved. A stage that is executed again after a crash finds the move
 * done and answers the same; a drive that lost its fence answers nothing.
 */
export async function nextEvents(ctx: Context, drive: Drive): Promise<RegreenEvent[]> {
  const loop = await loopById(ctx.db, drive.organizationId, drive.loopId);
  const endedByThisDrive = loop.state === "ended" && loop.fence === drive.fence + 1;
  if (endedByThisDrive && loop.endReportedAt === null) return publishEnd(ctx, loop.organizationId, loop.id);
  return loop.fence === drive.fence ? pendingEvents(loop) : [];
}

type PendingLoop = Pick<
  LoopRow,
  | "id"
  | "organizationId"
  | "pullRequestId"
  | "attempt"
  | "state"
  | "headSha"
  | "repairHeadSha"
  | "rerunsAsked"
  | "startBy"
>;

/**
 * The event that drives a loop on from where it stands. Its id makes it count once; `again` tells it anew, for a loop
 * whose first event was lost.
 */
export function pendingEvents(loop: PendingLoop, again = ""): RegreenEvent[] {
  const data = {
    organizationId: loop.organizationId,
    loopId: loop.id,
    pullRequestId: loop.pullRequestId,
    attempt: loop.attempt,
  };
  const state = LoopState.parse(loop.state);
  const id = `${state}:${loop.id}:${loop.attempt}:${loop.rerunsAsked}${again}`;
  switch (state) {
    case "collecting":
      return [{ name: "loop/collect.requested", data, id }];
    case "rerunning":
      return [{ name: "loop/rerun.requested", data: { ...data, headSha: loop.headSha }, id }];
    case "waiting":
      invariant(loop.startBy !== null, "a waiting loop knows until when");
      return [{ name: "loop/start.awaited", data: { ...data, until: loop.startBy.toISOString() }, id }];
    case "repairing":
      return [{ name: "loop/repair.requested", data, id }];
    case "validating":
      return [
        {
          name: "loop/validate.requested",
          data: { ...data, headSha: loop.repairHeadSha ?? loop.headSha },
          id,
        },
      ];
    case "ended":
      return [];
    default:
      return assertNever(state, "loop state");
  }
}
