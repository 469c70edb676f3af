import { addWorkdays } from "./calendar.js";

/** The day a standard parcel is promised for. */
export function standardDay(order) {
  return addWorkdays(order.day, 3);
}

/** The day an express parcel is promised for. */
export function expressDay(order) {
  return addWorkdays(order.day, 1);
}
