import type { Context } from "@/lib/context";
import { readBudgets } from "@/lib/db/budgets";
import { readSpending } from "@/lib/db/spending";
import { type BudgetLimits, type BudgetVerdict, effectiveBudget, judgeBudget } from "@/lib/domain/budget";
import { policyOf } from "./policy-of";

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

/** What may still be used for a pull request. `begun`: the attempt that asks is counted already. */
export async function budgetOf(ctx: Context, of: Spender, begun: boolean): Promise<BudgetVerdict> {
  const [limits, spending] = await Promise.all([
    budgetLimitsOf(ctx, of),
    readSpending(ctx.db, of, ctx.now()),
  ]);
  return judgeBudget(limits, spending, begun);
}
