import { getContext } from "@/lib/context";
import { reconcile } from "@/lib/loops/reconcile";
import { inngest } from "./client";
import { mapError } from "./map-error";

/** Every minute: what was lost is found and told again. */
export const reconcileFunction = inngest.createFunction(
  { id: "reconcile", retries: 0, triggers: { cron: "* * * * *" } },
  async ({ step }) => {
    const { events } = await step.run("look", () => mapError(() => reconcile(getContext())));
    if (events.length > 0) await step.sendEvent("tell-again", events);
    return { told: events.length };
  },
);
