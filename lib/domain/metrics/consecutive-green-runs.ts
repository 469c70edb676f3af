import { isWithin, type Period } from "./period";

/** A CI run that ended, whatever its conclusion. */
export interface CompletedRun {
  id: string;
  conclusion: string;
  completedAt: Date;
}

export const consecutiveGreenRunsDefinition =
  "CI runs that ended green since the last red one, newest first, within the period. Cancelled, skipped and neutral runs neither count nor break the row.";

export interface ConsecutiveGreenRuns<Run> {
  /** The row that is still going on. */
  current: number;
  /** The longest row within the period. */
  longest: number;
  /** The runs of the current row, newest first. */
  rows: Run[];
}

const green = new Set(["success"]);
const silent = new Set(["cancelled", "skipped", "neutral", "stale"]);

/**
 * CI runs that ended green since the last red one, newest first, within the period. Cancelled, skipped and neutral runs
 * neither count nor break the row; every other conclusion breaks it.
 */
export function consecutiveGreenRuns<Run extends CompletedRun>(
  runs: readonly Run[],
  period: Period,
): ConsecutiveGreenRuns<Run> {
  const counted = runs
    .filter((run) => isWithin(run.completedAt, period) && !silent.has(run.conclusion))
    .sort((left, right) => right.completedAt.getTime() - left.completedAt.getTime());
  const firstRed = counted.findIndex((run) => !green.has(run.conclusion));
  const rows = firstRed === -1 ? counted : counted.slice(0, firstRed);
  let longest = 0;
  let row = 0;
  for (const run of counted) {
    row = green.has(run.conclusion) ? row + 1 : 0;
    longest = Math.max(longest, row);
  }
  return { current: rows.length, longest, rows };
}
