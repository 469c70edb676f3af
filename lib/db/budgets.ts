import { BudgetLimits } from "@/lib/domain/budget";
import { type Db, notifyChanged, toJson } from "./client";
import { recordSettingChange, type SettingsLevel } from "./settings";

/** Limits as they were set at both levels; null where nobody set any, or where another version wrote them. */
export async function readBudgets(
  db: Db,
  organizationId: string,
  repositoryId: string | null,
): Promise<{ organization: BudgetLimits | null; repository: BudgetLimits | null }> {
  const rows = await db.budgetSettings.findMany({
    where: { organizationId, repositoryId: { in: ["", repositoryId ?? ""] } },
  });
  const limitsOf = (id: string) =>
    BudgetLimits.safeParse(rows.find((row) => row.repositoryId === id)?.limits).data ?? null;
  return { organization: limitsOf(""), repository: repositoryId === null ? null : limitsOf(repositoryId) };
}

/** Stores the limits of one level, with a line of history. */
export async function saveBudget(
  db: Db,
  level: SettingsLevel,
  limits: BudgetLimits,
  actorLogin: string,
): Promise<void> {
  const key = { organizationId: level.organizationId, repositoryId: level.repositoryId ?? "" };
  await db.$transaction(async (transaction) => {
    const before = await transaction.budgetSettings.findUnique({
      where: { organizationId_repositoryId: key },
    });
    await transaction.budgetSettings.upsert({
      where: { organizationId_repositoryId: key },
      create: { ...key, limits: toJson(limits) },
      update: { limits: toJson(limits) },
    });
    await recordSettingChange(transaction, level, actorLogin, {
      setting: "budgets",
      before: before?.limits ?? null,
      after: limits,
    });
    await notifyChanged(transaction, level.organizationId);
  });
}
