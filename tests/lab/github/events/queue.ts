import type { DeliveryQueue } from "../../world";

/** Knows which deliveries are on their way, so that a test can wait for them and a shutdown does not lose them. */
export function createDeliveryQueue(): DeliveryQueue {
  const pending = new Set<Promise<void>>();
  return {
    track: (work) => {
      const done = work
        .catch((error: unknown) => console.error("The lab could not record a delivery:", error))
        .finally(() => pending.delete(done));
      pending.add(done);
    },
    idle: async () => {
      while (pending.size > 0) await Promise.all(pending);
    },
  };
}
