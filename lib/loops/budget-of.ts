import type { Context } from "@/lib/context";
import { beginTurn, recordUsage, type TurnKey } from "@/lib/db/agent-turns";
import { readBudgets } from "@/lib/db/budgets";
import { type BegunAttempt, readSpending } from "@/lib/db/spending";
import { withLock } from "@/lib/db/with-lock";
import { type BudgetLimits, type BudgetVerdict, effectiveBudget, judgeBudget } from "@/lib/domain/budget";
import type { ModelUsage } from "@/lib/domain/model";
import { policyOf } from "./policy-of";

/** Longest that a call waits for those of the same organization to be judged. */
const lockTimeoutMs = 20_000;

interface Spender {
  organizationId: string;
  repositoryId: string;
  pullRequestId: string;
}

/** The limits in force for a repository. Minutes of a pull request are a setting of their own. */
export async function budgetLimitsOf(
  ctx: Context,
  of: { organizationId: string; repositoryId: string },
): Promise<BudgetLimits> {
  const [stored, policy] = await Promise.all([
    readBudgets(ctx.db, of.organizationId, of.repositoryId),
    policyOf(ctx, of.organizationId, of.repositoryId),
  ]);
  const limits = effectiveBudget(stored.organization, stored.repository);
  return { ...limits, pullRequest: { ...limits.pullRequest, minutes: policy.budgetMinutes.value } };
}

/** What may still be used for a pull request, by the attempt that asks; null: before any has begun. */
export async function budgetOf(
  ctx: Context,
  of: Spender,
  attempt: BegunAttempt | null,
): Promise<BudgetVerdict> {
  const [limits, spending] = await Promise.all([
    budgetLimitsOf(ctx, of),
    readSpending(ctx.db, of, attempt, ctx.now()),
  ]);
  return judgeBudget(limits, spending, attempt !== null);
}

/**
 * Begins a turn of an agent with the minutes that it may take, and holds them until it ends: two loops of an organization
 * cannot both spend what is left. `minutesWanted` is the most that the agent's own settings give it.
 */
export function beginHeldTurn(
  ctx: Context,
  of: Spender,
  attempt: BegunAttempt,
  { key, minutesWanted }: { key: TurnKey; minutesWanted: number },
): Promise<{ kind: "begun"; id: string; minutes: number } | { kind: "refused"; reason: string }> {
  return withLock(ctx.db, { kind: "budget", id: of.organizationId }, lockTimeoutMs, async () => {
    const budget = await budgetOf(ctx, of, attempt);
    if (budget.kind === "spent") return { kind: "refused", reason: budget.reasons.join(" ") };
    const minutes = Math.min(budget.left.minutes ?? minutesWanted, minutesWanted);
    const { id } = await beginTurn(ctx.db, key, minutes, ctx.now());
    return { kind: "begun", id, minutes };
  });
}

/**
 * Asked before each call of a model, with what its turn has used and what this call may use at most: null lets it through
 * and holds that much, a sentence refuses it. Calls of one organization are judged one after the other, so that two loops
 * cannot both spend what is left.
 */
export function reserveCall(
  ctx: Context,
  of: Spender,
  turn: { id: string; attempt: BegunAttempt },
  usage: ModelUsage,
): Promise<string | null> {
  const { organizationId } = of;
  return withLock(ctx.db, { kind: "budget", id: organizationId }, lockTimeoutMs, async () => {
    const budget = await budgetOf(ctx, of, turn.attempt);
    if (budget.kind === "spent") return budget.reasons.join(" ");
    await recordUsage(ctx.db, organizationId, turn.id, usage);
    return null;
  });
}
