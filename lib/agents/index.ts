import { fixers } from "./fixers";
import { search } from "./search";
import type { Agent } from "./types";

/** Every agent by the id under which settings name it. */
export const agents = { fixers, search } as const satisfies Record<string, Agent>;
export type AgentId = keyof typeof agents;

function isAgentId(id: string): id is AgentId {
  return Object.hasOwn(agents, id);
}

/** @throws where no agent has this id; the message lists those that exist */
export function agentOf(id: string): Agent {
  if (!isAgentId(id))
    throw new Error(`There is no agent "${id}". Known agents: ${Object.keys(agents).join(", ")}.`);
  return agents[id];
}
