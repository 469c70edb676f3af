import { getContext } from "@/lib/context";
import { giveUpDelivery, handleDelivery } from "@/lib/loops/handle-delivery";
import { inngest } from "./client";
import { dataOf, stepRetries } from "./loop-function";
import { mapError } from "./map-error";

/** A stored webhook delivery is understood, and what it means is told. */
export const handleDeliveryFunction = inngest.createFunction(
  {
    id: "handle-delivery",
    retries: stepRetries,
    triggers: { event: "delivery/accepted" },
    onFailure: ({ event, step }) =>
      step.run("give-up", () => {
        const { deliveryId } = dataOf("delivery/accepted", event.data.event);
        getContext().log.error({ deliveryId }, "a delivery could not be handled after all its retries");
        return giveUpDelivery(getContext(), deliveryId);
      }),
  },
  async ({ event, step }) => {
    const { deliveryId } = dataOf("delivery/accepted", event);
    const events = await step.run("handle", () => mapError(() => handleDelivery(getContext(), deliveryId)));
    if (events.length > 0) await step.sendEvent("tell", events);
    return { told: events.map((told) => told.name) };
  },
);
