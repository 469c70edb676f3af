import { assertNever } from "@/lib/assert";
import type { AgentOptions } from "@/lib/domain/agent-settings";
import { createAcpAgent } from "./acp";
import { createActionsAgent } from "./actions";
import { createBuiltinAgent } from "./builtin";
import { createCommandAgent } from "./command";
import { fixers } from "./fixers";
import { createRestAgent } from "./rest";
import { search } from "./search";
import type { Agent, AgentSetup } from "./types";

/** Agents that every installation has: no model, no money, nothing to set up. By the id under which settings name them. */
export const agents = { fixers, search } as const satisfies Record<string, Agent>;

/** An agent as an organization has set it up. */
export function createAgent(setup: AgentSetup<AgentOptions>): Agent {
  const { options } = setup;
  switch (options.kind) {
    case "acp":
      return createAcpAgent({ ...setup, options });
    case "builtin":
      return createBuiltinAgent({ ...setup, options });
    case "command":
      return createCommandAgent({ ...setup, options });
    case "actions":
      return createActionsAgent({ ...setup, options });
    case "rest":
      return createRestAgent({ ...setup, options });
    default:
      return assertNever(options, "kind of agent");
  }
}
