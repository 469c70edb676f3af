import type { Context } from "@/lib/context";
import { findOpenLoopOfCommit, loopById } from "@/lib/db/loops";
import { standingOf } from "@/lib/domain/ci-conclusion";
import type { RegreenEvent } from "@/lib/domain/events";
import { finishLoop } from "../finish-loop";
import { commitRuns, refreshCommit } from "../refresh-commit";
import { repositoryRef } from "../repository-ref";
import { tellCiPassed } from "../tell-ci-passed";

/**
 * CI turned green by itself, and not because this loop asked for a rerun: there is nothing left to repair. `ask` where the
 * report does not say what its row does: checks and statuses are read from GitHub with the whole commit.
 */
export async function endIfGreen(
  ctx: Context,
  where: { organizationId: string; repositoryId: string; headSha: string },
  { ask = false } = {},
): Promise<RegreenEvent[]> {
  const open = await findOpenLoopOfCommit(ctx.db, where);
  if (open === null || open.state === "rerunning") return [];
  const loop = await loopById(ctx.db, where.organizationId, open.id);
  const ref = repositoryRef(loop.repository, loop.organization);
  const { runs } = ask ? await refreshCommit(ctx, where, ref) : await commitRuns(ctx, where);
  if (standingOf(runs) !== "green") return [];
  await tellCiPassed(ctx, loop, loop.pullRequest.number);
  const key = { organizationId: where.organizationId, loopId: loop.id, fence: null };
  return finishLoop(ctx, key, { outcome: "cancelled", reason: "CI turned green by itself." });
}
