import { agents } from "@/lib/agents";
import type { Context } from "@/lib/context";
import {
  agentSecret,
  configuredAgentId,
  removeConfiguredAgent,
  saveConfiguredAgent,
} from "@/lib/db/configured-agents";
import { AgentName, AgentOptions, endpointOf, isPermittedHost } from "@/lib/domain/agent-settings";

export type ConfiguredOutcome = { kind: "saved" } | { kind: "refused"; problems: Record<string, string> };

interface AgentInput {
  organizationId: string;
  name: string;
  options: unknown;
  /** Undefined keeps the stored secret, null forgets it. It is sealed before it is stored and never shown again. */
  secret?: string | null;
  byLogin: string;
}

/** Sets up an agent for an organization, or changes one. Nothing is saved unless everything fits. */
export async function configureAgent(ctx: Context, input: AgentInput): Promise<ConfiguredOutcome> {
  const problems: Record<string, string> = {};
  const name = AgentName.safeParse(input.name);
  if (!name.success) problems.name = name.error.issues[0]?.message ?? "This is not a name.";
  else if (Object.hasOwn(agents, name.data)) problems.name = "An agent of the product has this name.";
  const options = AgentOptions.safeParse(input.options);
  if (!options.success)
    for (const issue of options.error.issues) problems[issue.path.join(".") || "options"] ??= issue.message;
  else {
    const address = endpointOf(options.data);
    if (address !== null && !isPermittedHost(address, ctx.settings.agentHosts))
      problems[options.data.kind === "rest" ? "url" : "model.endpoint"] =
        `This installation does not permit this address. Permitted: ${ctx.settings.agentHosts.join(", ") || "none"}. Its operator changes that in REGREEN_AGENT_HOSTS.`;
  }
  if (!name.success || !options.success || Object.keys(problems).length > 0)
    return { kind: "refused", problems };

  const { organizationId, byLogin, secret } = input;
  const id = await configuredAgentId(ctx.db, organizationId, name.data);
  const place = { ...agentSecret, organizationId, rowId: id };
  const sealed = typeof secret === "string" ? { secretSealed: ctx.vault.seal(secret, place) } : {};
  await saveConfiguredAgent(
    ctx.db,
    {
      id,
      organizationId,
      name: name.data,
      options: options.data,
      ...(secret === null ? { secretSealed: null } : sealed),
    },
    byLogin,
  );
  return { kind: "saved" };
}

/** Forgets an agent and its secret. Settings that name it say so until somebody changes them. */
export async function forgetAgent(
  ctx: Context,
  input: { organizationId: string; name: string; byLogin: string },
): Promise<{ forgotten: boolean }> {
  const { organizationId, name, byLogin } = input;
  return { forgotten: await removeConfiguredAgent(ctx.db, organizationId, name, byLogin) };
}
