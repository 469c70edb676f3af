"use server";

import type { SettingsResult } from "@/components/settings/settings-form";
import { answer } from "@/lib/auth/answer";
import { asMaintainer, asOrganizationAdmin } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { type SettingsLevel, saveSettings } from "@/lib/db/settings";
import { agentNames } from "@/lib/loops/agents-of";
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

async function save(level: SettingsLevel, form: FormData, login: string): Promise<SettingsResult> {
  const ctx = getContext();
  const parsed = parseSettingsForm(form, await agentNames(ctx, level.organizationId));
  if (!parsed.ok) return { ok: false, message: "Nothing was saved.", problems: parsed.problems };
  const changed = await saveSettings(ctx.db, level, parsed.settings, login);
  return { ok: true, message: changed.length === 0 ? "Nothing had changed." : "Saved." };
}
