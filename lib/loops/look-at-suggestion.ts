import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { findApplyingLoop, findOpenLoop, type LoopRow, loopById } from "@/lib/db/loops";
import { judgeSuggestion, type SuggestionStanding } from "@/lib/domain/suggestion";
import { isFork } from "./is-fork";

export interface SuggestionSeen {
  standing: SuggestionStanding;
  /** The attempt whose patch it is; null where there is none. */
  attemptId: string | null;
  patchText: string | null;
  /** The loop that was begun to apply it. */
  appliedByLoopId: string | null;
}

/** The patch that a loop suggested, and whether it may be applied now. */
export async function lookAtSuggestion(
  ctx: Pick<Context, "db">,
  organizationId: string,
  loopId: string,
): Promise<SuggestionSeen> {
  return suggestionOf(ctx, await loopById(ctx.db, organizationId, loopId));
}

export async function suggestionOf(ctx: Pick<Context, "db">, loop: LoopRow): Promise<SuggestionSeen> {
  const { organizationId } = loop;
  const attempt = (await listAttempts(ctx.db, organizationId, loop.id)).at(-1);
  if (loop.state !== "ended" || attempt?.outcome !== "suggested")
    return { standing: { kind: "none" }, attemptId: null, patchText: null, appliedByLoopId: null };
  const applying = await findApplyingLoop(ctx.db, organizationId, attempt.id);
  const open = await findOpenLoop(ctx.db, organizationId, loop.pullRequestId);
  return {
    standing: judgeSuggestion({
      suggested: true,
      fork: isFork(loop),
      applied: applying !== null,
      pullRequestOpen: loop.pullRequest.closedAt === null,
      beingRepaired: open !== null,
      madeForSha: attempt.baseSha,
      headSha: loop.pullRequest.headSha,
    }),
    attemptId: attempt.id,
    patchText: attempt.patchText,
    appliedByLoopId: applying?.id ?? null,
  };
}
