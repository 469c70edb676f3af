"use server";

import { revalidatePath } from "next/cache";
import type { ActionResult } from "@/components/action-button";
import { answer } from "@/lib/auth/answer";
import { asOrganizationAdmin } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { connectToken, disconnect, testConnection } from "@/lib/loops/connect-token";

export async function connectTokenAction(
  organization: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const given = {
      provider: text(form, "provider"),
      token: text(form, "token"),
      account: text(form, "account"),
    };
    const outcome = await connectToken(getContext(), member.organization.id, given, member.user.login);
    if (outcome.ok) revalidatePath(`/${organization}/settings/connections`);
    return outcome;
  });
}

export async function testConnectionAction(organization: string, id: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const outcome = await testConnection(getContext(), member.organization.id, id);
    revalidatePath(`/${organization}/settings/connections`);
    return outcome;
  });
}

export async function disconnectAction(organization: string, id: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const outcome = await disconnect(getContext(), member.organization.id, id, member.user.login);
    revalidatePath(`/${organization}/settings/connections`);
    return outcome;
  });
}

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
