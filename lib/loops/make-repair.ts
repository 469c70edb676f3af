import { assertNever } from "@/lib/assert";
import type { Context } from "@/lib/context";
import { beginAttempt, saveAttempt, takeOverPatch } from "@/lib/db/attempts";
import { findBrief } from "@/lib/db/briefs";
import { type Drive, holdsFence, type LoopRow } from "@/lib/db/loops";
import { exportTree } from "@/lib/github/tree";
import { agentsOf } from "./agents-of";
import { budgetOf } from "./budget-of";
import { heldLoop } from "./drive";
import { policyOf } from "./policy-of";
import { prepareDependencies } from "./repair/prepare-dependencies";
import { withAttemptFolders } from "./repair/tree-folder";
import { type GaveUp, type PatchFacts, type Repair, tryAgent } from "./repair/try-agent";
import { watchFence } from "./repair/watch-fence";
import { repositoryRef } from "./repository-ref";

export type RepairOutcome =
  | { kind: "patched" }
  | { kind: "gave_up"; why: GaveUp["reason"]; reason: string }
  | { kind: "no_change"; reason: string }
  | { kind: "blocked"; reason: string }
  | { kind: "stale" };

/**
 * Lets the agents try, in the order of the decision, each on a fresh copy of the tree. Kept is the first change that
 * passes the patch gate and is not disproven here, else the first that passes the gate. What changed is computed by us.
 */
export async function makeRepair(ctx: Context, drive: Drive): Promise<RepairOutcome> {
  const loop = await heldLoop(ctx, drive, "repairing");
  if (loop === null) return { kind: "stale" };
  const key = { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
  const brief = await findBrief(ctx.db, {
    organizationId: loop.organizationId,
    loopId: loop.id,
    attempt: loop.attempt,
  });
  if (brief === null) return { kind: "no_change", reason: "There is no brief to work with." };
  const baseSha = loop.repairHeadSha ?? loop.headSha;
  const attempt = await beginAttempt(ctx.db, key, baseSha, ctx.now());
  if (attempt.patch !== null) return { kind: "patched" };
  if (loop.appliesAttemptId !== null && loop.attempt === 1)
    return (await takeOverPatch(ctx.db, key, loop.appliesAttemptId))
      ? { kind: "patched" }
      : { kind: "no_change", reason: "The suggested patch is no longer there." };

  const watch = watchFence(ctx, drive);
  try {
    return await withAttemptFolders(ctx.settings.workDirectory, async (folders) => {
      await exportTree(
        ctx.gitStore,
        ctx.github,
        repositoryRef(loop.repository, loop.organization),
        baseSha,
        folders.before,
      );
      const { signal } = watch;
      const dependencies = await prepareDependencies(ctx, loop, folders.before, signal);
      return tryAgents(ctx, { loop, drive, brief, folders, dependencies, attempt, baseSha, signal });
    });
  } finally {
    watch.stop();
  }
}

/** Asks the agents in the repository's order, and the budget before each of them. */
async function tryAgents(ctx: Context, repair: Repair): Promise<RepairOutcome> {
  const { loop, signal } = repair;
  const policy = await policyOf(ctx, loop.organizationId, loop.repositoryId);
  const reasons: string[] = [];
  let blocked: string | null = null;
  let gaveUp: GaveUp | null = null;
  let unproven: PatchFacts | null = null;
  for (const ordered of await agentsOf(ctx, loop)) {
    if (!ordered.suits(repair.brief).suits) continue;
    const budget = await budgetOf(ctx, loop, repair.attempt);
    if (budget.kind === "spent") {
      reasons.push(...budget.reasons);
      break;
    }
    const title = ordered.agent?.title ?? ordered.id;
    const tried = await tryAgent(ctx, repair, ordered, {
      left: budget.left,
      weakeningsMax: policy.weakeningsMax.value,
    });
    if (signal.aborted || !(await holdsFence(ctx.db, repair.drive))) return { kind: "stale" };
    switch (tried.kind) {
      case "patched":
        if (tried.proven) return keepPatch(ctx, loop, tried.facts);
        unproven ??= tried.facts;
        break;
      case "blocked":
        blocked = tried.reason;
        reasons.push(`${title}: held back by the patch gate. ${tried.reason}`);
        break;
      case "gave_up":
        gaveUp = tried.end;
        reasons.push(`${title}: ${tried.end.words}`);
        break;
      case "nothing":
        reasons.push(`${title}: ${tried.reason}`);
        break;
      default:
        return assertNever(tried, "agent's result");
    }
  }
  // Still red here, but CI decides: what an agent changed is published and called unproven, not silently dropped.
  if (unproven !== null) return keepPatch(ctx, loop, unproven);
  const reason = reasons.join(" ") || "No agent takes this failure.";
  const end = endOf(blocked, gaveUp, reason);
  await saveAttempt(ctx.db, attemptKey(loop), {
    outcome: end.kind === "gave_up" ? end.why : end.kind,
    reason,
    endedAt: ctx.now(),
  });
  return end;
}

/** An agent that says why nothing should be changed is heard before one whose change was held back. */
function endOf(
  blocked: string | null,
  gaveUp: GaveUp | null,
  reason: string,
): Exclude<RepairOutcome, { kind: "patched" | "stale" }> {
  if (gaveUp?.reason === "real_bug") return { kind: "gave_up", why: gaveUp.reason, reason };
  if (blocked !== null) return { kind: "blocked", reason };
  return gaveUp === null ? { kind: "no_change", reason } : { kind: "gave_up", why: gaveUp.reason, reason };
}

async function keepPatch(ctx: Context, loop: LoopRow, facts: PatchFacts): Promise<RepairOutcome> {
  await saveAttempt(ctx.db, attemptKey(loop), facts);
  return { kind: "patched" };
}

function attemptKey(loop: LoopRow) {
  return { organizationId: loop.organizationId, loopId: loop.id, number: loop.attempt };
}
