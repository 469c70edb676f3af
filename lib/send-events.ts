import { Inngest } from "inngest";
import type { RegreenEvent } from "./domain/events";

/** The app's name at the scheduler; functions and senders share it. */
export const inngestId = "regreen";

/** Tells the scheduler what happened. Server address and event key come from the environment, as Inngest documents them. */
export function createSend(): (events: readonly RegreenEvent[]) => Promise<void> {
  const client = new Inngest({ id: inngestId });
  return async (events) => {
    if (events.length > 0) await client.send([...events]);
  };
}
