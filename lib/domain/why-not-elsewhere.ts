import { assertNever } from "../assert";
import type { AgentOptions } from "./agent-settings";

const instead =
  "Take the builtin agent, which asks its model from Regreen's side, an agent in the repository's own Actions, or a sandbox on Regreen's own machine.";

/** What stands in the way of every agent that is spoken with. */
export const notSpokenElsewhere = `The sandbox in force is on another machine, whose programs cannot be spoken with and reach no model. ${instead}`;

/**
 * Why an agent cannot work behind a sandbox on another machine; null where it can. The door to models is opened for each run
 * on Regreen's own loopback. It has no public address on purpose: whoever reached it could try tokens there.
 */
export function whyNotElsewhere(options: AgentOptions): string | null {
  switch (options.kind) {
    case "acp":
      return notSpokenElsewhere;
    case "command":
      return options.model === null
        ? null
        : `The sandbox in force is on another machine, whose programs reach no model. ${instead}`;
    case "builtin":
    case "rest":
    case "actions":
      return null;
    default:
      return assertNever(options, "kind of agent");
  }
}
