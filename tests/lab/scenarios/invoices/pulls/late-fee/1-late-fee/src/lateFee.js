import { daysLate } from "./dueDay.js";

const graceDays = 7;
const feePercent = 5;

/** What is owed on a day, in cents: after a week's grace five percent more. */
export function owedOn(invoice, today) {
  if (daysLate(invoice, today) < graceDays) return invoice.cents;
  return Math.round((invoice.cents * (100 + feePercent)) / 100);
}
