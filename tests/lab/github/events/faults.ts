import type { DeliveryFault, World } from "../../world";

/** The fault that hits this delivery, if one is armed; counts it down. */
export function takeDeliveryFault(
  world: World,
  event: { event: string; action: string | null },
): DeliveryFault | null {
  const fault = world.faults.delivery.find(
    (one) =>
      one.count > 0 &&
      (one.event === undefined || one.event === event.event) &&
      (one.action === undefined || one.action === event.action),
  );
  if (!fault) return null;
  fault.count -= 1;
  world.faults.delivery = world.faults.delivery.filter((one) => one.count > 0);
  return fault;
}
