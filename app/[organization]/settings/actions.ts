"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/action-button";
import type { SettingsResult } from "@/components/settings/settings-form";
import { answer } from "@/lib/auth/answer";
import { asMaintainer, asOrganizationAdmin } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { saveBudget } from "@/lib/db/budgets";
import { type SettingsLevel, saveSettings } from "@/lib/db/settings";
import { BudgetLimits } from "@/lib/domain/budget";
import { agentNames } from "@/lib/loops/agents-of";
import { parseBudgetForm, unreadableBudget } from "../parse-budget-form";
import { parseSettingsForm } from "./parse-settings-form";

export async function saveOrganizationSettingsAction(
  organization: string,
  _before: SettingsResult | null,
  form: FormData,
): Promise<SettingsResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    return save({ organizationId: member.organization.id, repositoryId: null }, form, member.user.login);
  });
}

export async function saveRepositorySettingsAction(
  organization: string,
  repository: string,
  _before: SettingsResult | null,
  form: FormData,
): Promise<SettingsResult> {
  return answer(async () => {
    const member = await asMaintainer(organization, repository);
    const level = { organizationId: member.organization.id, repositoryId: member.repository.id };
    return save(level, form, member.user.login);
  });
}

export async function saveRepositoryBudgetAction(
  organization: string,
  repository: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asMaintainer(organization, repository);
    const limits = parseBudgetForm(form);
    if (limits === null) return { ok: false, message: unreadableBudget };
    const level = { organizationId: member.organization.id, repositoryId: member.repository.id };
    // What all repositories together may use is not theirs to set.
    const { pullRequest, day } = limits;
    await saveBudget(getContext().db, level, BudgetLimits.parse({ pullRequest, day }), member.user.login);
    revalidatePath(`/${organization}/settings/${repository}`);
    return { ok: true, message: "Saved." };
  });
}

async function save(level: SettingsLevel, form: FormData, login: string): Promise<SettingsResult> {
  const ctx = getContext();
  const parsed = parseSettingsForm(form, await agentNames(ctx, level.organizationId));
  if (!parsed.ok) return { ok: false, message: "Nothing was saved.", problems: parsed.problems };
  const changed = await saveSettings(ctx.db, level, parsed.settings, login);
  return { ok: true, message: changed.length === 0 ? "Nothing had changed." : "Saved." };
}
