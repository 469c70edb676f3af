"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/action-button";
import type { LoginCodeResult } from "@/components/integrations/login-code";
import type { WebhookSecretResult } from "@/components/integrations/webhook-panel";
import { answer } from "@/lib/auth/answer";
import { asOrganizationAdmin } from "@/lib/auth/guards";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import { getContext } from "@/lib/context";
import { checkConnection } from "@/lib/loops/connections/check-connection";
import { connectToken } from "@/lib/loops/connections/connect-token";
import { makeLoginCode } from "@/lib/loops/connections/login-code";
import { revokeConnection } from "@/lib/loops/connections/revoke-connection";
import { watchProjects } from "@/lib/loops/connections/watch-projects";
import { renewWebhookSecret } from "@/lib/loops/connections/webhook-secret";
import { projectChoices } from "./project-choices";

/** What a person does next with a new connection; of others everything is read at once. */
const nextStep: Readonly<Record<string, string>> = {
  [circleCiProviders.reading]: " Choose which projects to watch.",
  [circleCiProviders.rerun]: " Failed jobs may be run again now.",
};

export async function connectTokenAction(
  organization: string,
  provider: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const expiresOn = textOf(form, "expiresOn");
    const connected = await connectToken(getContext(), {
      organizationId: member.organization.id,
      provider,
      token: textOf(form, "token"),
      account: textOf(form, "account"),
      kind: "pasted",
      expiresAt: /^\d{4}-\d{2}-\d{2}$/.test(expiresOn) ? new Date(`${expiresOn}T00:00:00Z`) : null,
      byLogin: member.user.login,
    });
    if (!connected.ok) return { ok: false, message: connected.reason };
    revalidatePath(`/${organization}/integrations`);
    return { ok: true, message: `Connected as ${connected.account}.${nextStep[provider] ?? ""}` };
  });
}

export async function makeLoginCodeAction(organization: string): Promise<LoginCodeResult> {
  return answer<LoginCodeResult>(async () => {
    const member = await asOrganizationAdmin(organization);
    const ctx = getContext();
    const code = await makeLoginCode(ctx, member.organization.id, member.user.login);
    const pages =
      ctx.servers.circleCi.appUrl === "https://app.circleci.com"
        ? ""
        : ` --circleci ${ctx.servers.circleCi.appUrl}`;
    const command = `npm run -s circleci:login -- --regreen ${ctx.settings.publicUrl} --code ${code}${pages}`;
    return { ok: true, message: "The code works once, for ten minutes.", command };
  });
}

export async function checkConnectionAction(
  organization: string,
  connectionId: string,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const checked = await checkConnection(getContext(), member.organization.id, connectionId);
    revalidatePath(`/${organization}/integrations`);
    return checked;
  });
}

export async function revokeConnectionAction(
  organization: string,
  connectionId: string,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const { organization: own, user } = member;
    const revoked = await revokeConnection(getContext(), own.id, connectionId, user.login);
    revalidatePath(`/${organization}/integrations`);
    return revoked;
  });
}

export async function watchProjectsAction(
  organization: string,
  connectionId: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const read = projectChoices(form);
    if (!read.ok) return { ok: false, message: read.problem };
    const { choices } = read;
    const saved = await watchProjects(getContext(), member.organization.id, connectionId, choices);
    revalidatePath(`/${organization}/integrations`);
    if (!saved.ok) return { ok: false, message: saved.reason };
    return {
      ok: true,
      message: saved.watched === 1 ? "Watching 1 project." : `Watching ${saved.watched} projects.`,
    };
  });
}

export async function renewWebhookSecretAction(
  organization: string,
  connectionId: string,
): Promise<WebhookSecretResult> {
  return answer<WebhookSecretResult>(async () => {
    const member = await asOrganizationAdmin(organization);
    const secret = await renewWebhookSecret(getContext(), member.organization.id, connectionId);
    return secret === null
      ? { ok: false, message: "This connection was revoked." }
      : { ok: true, message: "A new secret.", secret };
  });
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}
