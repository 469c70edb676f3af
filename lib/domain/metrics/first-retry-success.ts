import { isWithin, type Period } from "./period";
import type { EndedLoop } from "./resolution-time";

export const firstRetrySuccessDefinition =
  "Share of loops that were fixed by their first attempt, of all loops that spent an attempt and ended as fixed or escalated in the period.";

export interface FirstRetrySuccess<Loop> {
  /** From 0 to 1, null where no loop counts. */
  share: number | null;
  fixedByFirst: Loop[];
  rows: Loop[];
}

/**
 * Share of loops that were fixed by their first attempt, of all loops that spent an attempt and ended as fixed or
 * escalated in the period. Loops that a rerun alone turned green spent none and are not counted: nothing was repaired.
 */
export function firstRetrySuccess<Loop extends EndedLoop>(
  loops: readonly Loop[],
  period: Period,
): FirstRetrySuccess<Loop> {
  const rows = loops.filter(
    (loop) =>
      loop.attemptsSpent > 0 &&
      (loop.outcome === "fixed" || loop.outcome === "escalated") &&
      isWithin(loop.endedAt, period),
  );
  const fixedByFirst = rows.filter((loop) => loop.outcome === "fixed" && loop.attemptsSpent === 1);
  return { share: rows.length === 0 ? null : fixedByFirst.length / rows.length, fixedByFirst, rows };
}
