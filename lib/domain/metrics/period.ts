import { z } from "zod";

/** The time that metrics look back, in days. */
export const PeriodDays = z.enum(["7", "30", "90"]);
export type PeriodDays = z.infer<typeof PeriodDays>;

/** From `from` (included) to `to` (not included). */
export interface Period {
  from: Date;
  to: Date;
}

const dayMs = 86_400_000;

/** The last `days` days up to now, and the equally long time before, which figures are compared with. */
export function comparedPeriods(days: number, now: Date): { current: Period; previous: Period } {
  const from = new Date(now.getTime() - days * dayMs);
  return {
    current: { from, to: now },
    previous: { from: new Date(from.getTime() - days * dayMs), to: from },
  };
}

export function isWithin(at: Date, period: Period): boolean {
  return at >= period.from && at < period.to;
}

/** Splits a period into equal parts, oldest first: the columns of a chart. */
export function splitPeriod(period: Period, parts: number): Period[] {
  const partMs = (period.to.getTime() - period.from.getTime()) / parts;
  return Array.from({ length: parts }, (_, index) => ({
    from: new Date(period.from.getTime() + index * partMs),
    to: new Date(period.from.getTime() + (index + 1) * partMs),
  }));
}
