import { createAgent } from "@/lib/agents";
import type { Agent, Suitability } from "@/lib/agents/types";
import type { Context } from "@/lib/context";
import { agentSecret, type ConfiguredAgentRow, listConfiguredAgents } from "@/lib/db/configured-agents";
import type { AgentOptions } from "@/lib/domain/agent-settings";
import type { Brief } from "@/lib/domain/brief";
import { policyOf } from "./policy-of";
import { whyNotHere } from "./why-not-here";

/** One place of a repository's order of agents. */
export interface OrderedAgent {
  id: string;
  /** Null where settings name an agent that is not there. */
  agent: Agent | null;
  /** Null for the product's own agents, which have nothing to set. */
  options: AgentOptions | null;
  secret: () => string | null;
  suits: (brief: Brief) => Suitability;
}

/** The agents that may repair a repository, in the order in which its settings ask them. */
export async function agentsOf(
  ctx: Context,
  of: { organizationId: string; repositoryId: string },
): Promise<OrderedAgent[]> {
  const [policy, configured] = await Promise.all([
    policyOf(ctx, of.organizationId, of.repositoryId),
    listConfiguredAgents(ctx.db, of.organizationId),
  ]);
  return policy.agents.value.map((id) => {
    const own = ctx.agents.find((agent) => agent.id === id);
    if (own !== undefined)
      return { id, agent: own, options: null, secret: () => null, suits: (brief) => own.suits(brief) };
    const row = configured.find(({ name }) => name === id);
    return row === undefined ? absent(id) : fromRow(ctx, of.organizationId, row);
  });
}

/** Names that an organization's settings may order. */
export async function agentNames(ctx: Context, organizationId: string): Promise<string[]> {
  const configured = await listConfiguredAgents(ctx.db, organizationId);
  return [...ctx.agents.map(({ id }) => id), ...configured.map(({ name }) => name)];
}

function absent(id: string): OrderedAgent {
  const reason = "There is no agent of this name. Set it up on the agents page, or take it out of the order.";
  return { id, agent: null, options: null, secret: () => null, suits: () => ({ suits: false, reason }) };
}

function fromRow(ctx: Context, organizationId: string, row: ConfiguredAgentRow): OrderedAgent {
  const { name: id, options, secretSealed } = row;
  const secret = () =>
    secretSealed === null
      ? null
      : ctx.vault.open(secretSealed, { ...agentSecret, organizationId, rowId: row.id });
  const agent = createAgent({ id, options, secret });
  return {
    id,
    agent,
    options,
    secret,
    suits(brief) {
      const reason = whyNotHere(ctx, options);
      return reason === null ? agent.suits(brief) : { suits: false, reason };
    },
  };
}
