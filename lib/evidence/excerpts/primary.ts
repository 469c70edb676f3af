import type { LineRange } from "@/lib/domain/evidence";
import type { Candidate } from "./candidates";

const PRIMARY_LINES_MAX = 10;

/** The one range that best explains the failure: short enough to read at a glance, with the telling lines in it. */
export function choosePrimary(candidates: readonly Candidate[]): LineRange | null {
  const best = candidates[0];
  if (!best) return null;
  const { startLine, endLine, anchor } = best;
  if (endLine - startLine < PRIMARY_LINES_MAX) return { startLine, endLine };
  // What leads up to the anchor, such as the frames of a Python traceback, tells more than what comes after.
  const isLedUpTo = anchor.startLine > startLine;
  const from = isLedUpTo ? Math.max(startLine, anchor.endLine - PRIMARY_LINES_MAX + 1) : anchor.startLine;
  return { startLine: from, endLine: Math.min(endLine, from + PRIMARY_LINES_MAX - 1) };
}
