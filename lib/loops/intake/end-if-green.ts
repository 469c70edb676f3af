import type { Context } from "@/lib/context";
import { findOpenLoopOfCommit } from "@/lib/db/loops";
import { standingOf } from "@/lib/domain/ci-conclusion";
import type { RegreenEvent } from "@/lib/domain/events";
import { finishLoop } from "../finish-loop";
import { commitRuns } from "../refresh-commit";

/** CI turned green by itself, and not because this loop asked for a rerun: there is nothing left to repair. */
export async function endIfGreen(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
): Promise<RegreenEvent[]> {
  const loop = await findOpenLoopOfCommit(ctx.db, where);
  if (loop === null || loop.state === "rerunning") return [];
  const { runs } = await commitRuns(ctx, where);
  // A check turns green in its row only once it was asked for; until then the commit is as red as before.
  if (standingOf(runs) !== "green") return [];
  const key = { organizationId: where.organizationId, loopId: loop.id, fence: null };
  return finishLoop(ctx, key, { outcome: "cancelled", reason: "CI turned green by itself." });
}
