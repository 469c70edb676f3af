import type { Context } from "@/lib/context";
import { type AgentOptions, endpointOf, isPermittedHost } from "@/lib/domain/agent-settings";
import { whyNotElsewhere } from "@/lib/domain/why-not-elsewhere";

/** Why an agent that a person set up cannot work on this installation, whatever the failure; null where it can. */
export function whyNotHere(
  { sandbox, settings }: Pick<Context, "sandbox" | "settings">,
  options: AgentOptions,
): string | null {
  const address = endpointOf(options);
  if (address !== null && !isPermittedHost(address, settings.agentHosts))
    return `This installation does not permit ${new URL(address).host}. Its operator names permitted hosts in REGREEN_AGENT_HOSTS.`;
  return sandbox.found && sandbox.sandbox.place === "elsewhere" ? whyNotElsewhere(options) : null;
}
