import type { LoopOutcome } from "../loop";
import { isWithin, type Period } from "./period";

/** A loop that ended, as the metrics of loops count it. */
export interface EndedLoop {
  id: string;
  outcome: LoopOutcome;
  attemptsSpent: number;
  createdAt: Date;
  endedAt: Date;
}

export const resolutionTimeDefinition =
  "Median time from the moment a failure is taken up to the moment CI is green on its repair, over all loops that ended as fixed in the period.";

export interface ResolutionTime<Loop> {
  /** Milliseconds, null where nothing was fixed. */
  medianMs: number | null;
  rows: Loop[];
}

/**
 * Median time from the moment a failure is taken up to the moment CI is green on its repair, over all loops that ended
 * as fixed in the period. The median of an even number of loops is the mean of the two in the middle.
 */
export function resolutionTime<Loop extends EndedLoop>(
  loops: readonly Loop[],
  period: Period,
): ResolutionTime<Loop> {
  const rows = loops.filter((loop) => loop.outcome === "fixed" && isWithin(loop.endedAt, period));
  return { medianMs: median(rows.map(millisecondsToEnd)), rows };
}

export function millisecondsToEnd(loop: Pick<EndedLoop, "createdAt" | "endedAt">): number {
  return loop.endedAt.getTime() - loop.createdAt.getTime();
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((left, right) => left - right);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
