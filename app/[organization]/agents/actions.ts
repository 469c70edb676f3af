"use server";

import type { ActionResult } from "@/components/action-button";
import type { AgentFormResult } from "@/components/agents/agent-form";
import { answer } from "@/lib/auth/answer";
import { asOrganizationAdmin } from "@/lib/auth/guards";
import { getContext } from "@/lib/context";
import { saveBudget } from "@/lib/db/budgets";
import { configureAgent, forgetAgent } from "@/lib/loops/configure-agent";
import { parseBudgetForm, unreadableBudget } from "../parse-budget-form";
import { parseAgentForm } from "./parse-agent-form";

export async function saveAgentAction(
  organization: string,
  _before: AgentFormResult | null,
  form: FormData,
): Promise<AgentFormResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const { name, options, secret } = parseAgentForm(form);
    const outcome = await configureAgent(getContext(), {
      organizationId: member.organization.id,
      name,
      options,
      ...(secret !== undefined && { secret }),
      byLogin: member.user.login,
    });
    return outcome.kind === "saved"
      ? { ok: true, message: `Saved. Name ${name} in the order of agents, and it is asked.` }
      : { ok: false, message: "Nothing was saved.", problems: outcome.problems };
  });
}

export async function forgetAgentAction(organization: string, name: string): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const { forgotten } = await forgetAgent(getContext(), {
      organizationId: member.organization.id,
      name,
      byLogin: member.user.login,
    });
    return forgotten
      ? { ok: true, message: `${name} and its secret are forgotten.` }
      : { ok: false, message: "There is no such agent any more." };
  });
}

export async function saveBudgetAction(
  organization: string,
  _before: ActionResult | null,
  form: FormData,
): Promise<ActionResult> {
  return answer(async () => {
    const member = await asOrganizationAdmin(organization);
    const limits = parseBudgetForm(form);
    if (limits === null) return { ok: false, message: unreadableBudget };
    const level = { organizationId: member.organization.id, repositoryId: null };
    await saveBudget(getContext().db, level, limits, member.user.login);
    return { ok: true, message: "Saved." };
  });
}
