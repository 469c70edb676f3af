import { getContext } from "@/lib/context";
import { escalateAfterError } from "@/lib/loops/escalate";
import { inngest } from "./client";
import { dataOf, stepRetries } from "./loop-function";
import { mapError } from "./map-error";

/** Hands a loop to a person whose stage broke. */
export const escalateFunction = inngest.createFunction(
  { id: "escalate", retries: stepRetries, triggers: { event: "loop/escalate.requested" } },
  async ({ event, step }) => {
    const at = dataOf("loop/escalate.requested", event);
    const events = await step.run(`${at.attempt}/escalate`, () =>
      mapError(() => escalateAfterError(getContext(), at)),
    );
    if (events.length > 0) await step.sendEvent(`${at.attempt}/go-on`, events);
    return { told: events.map((told) => told.name) };
  },
);
