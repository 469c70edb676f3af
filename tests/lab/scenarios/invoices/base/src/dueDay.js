const dayMs = 86_400_000;

/** The day an invoice is due. Days are texts like 2026-04-30. */
export function dueDay(issuedOn, termDays) {
  return new Date(Date.parse(issuedOn) + termDays * dayMs).toISOString().slice(0, 10);
}

/** Whole days that an invoice is late; 0 while it is not. */
export function daysLate(invoice, today) {
  const late = (Date.parse(today) - Date.parse(dueDay(invoice.issuedOn, invoice.termDays))) / dayMs;
  return Math.max(late, 0);
}
