import { assertNever } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { type Drive, loopById } from "@/lib/db/loops";
import type { RegreenEvent } from "@/lib/domain/events";
import { escalate } from "./escalate";
import { finishLoop } from "./finish-loop";
import { isFork } from "./is-fork";
import type { RepairOutcome } from "./make-repair";

/** What follows a repair that has nothing to publish. No attempt is spent: nothing was pushed. */
export async function settleUnchanged(
  ctx: Context,
  drive: Drive,
  outcome: Exclude<RepairOutcome, { kind: "patched" }>,
): Promise<RegreenEvent[]> {
  const loop = await loopById(ctx.db, drive.organizationId, drive.loopId);
  switch (outcome.kind) {
    case "stale":
      return [];
    case "blocked":
      if (isFork(loop))
        return finishLoop(ctx, drive, {
          outcome: "handed_over",
          reason: `The repair was held back: ${outcome.reason}`,
        });
      return finishLoop(ctx, drive, {
        outcome: "blocked",
        reason: `The only repair found was held back by the patch gate. ${outcome.reason}`,
      });
    case "gave_up": {
      const title =
        outcome.why === "real_bug"
          ? "A real bug, not repaired: it needs a person's decision."
          : "The failure could not be reproduced.";
      if (loop.pullRequest.headRepositoryId !== loop.repository.githubRepositoryId)
        return finishLoop(ctx, drive, { outcome: "handed_over", reason: `${title} ${outcome.reason}` });
      return escalate(ctx, drive, [title, outcome.reason]);
    }
    case "no_change": {
      if (isFork(loop))
        return finishLoop(ctx, drive, {
          outcome: "handed_over",
          reason: `No repair was found for this fork's pull request. ${outcome.reason}`,
        });
      return escalate(ctx, drive, ["No agent found a repair.", outcome.reason]);
    }
    default:
      return assertNever(outcome, "repair outcome");
  }
}
