import type { LineRange } from "@/lib/domain/evidence";
import type { Candidate } from "./candidates";

const PRIMARY_LINES_MAX = 10;

/** The one range that best explains the failure: short enough to read at a glance. */
export function choosePrimary(candidates: readonly Candidate[]): LineRange | null {
  const best = candidates[0];
  if (!best) return null;
  if (best.endLine - best.startLine < PRIMARY_LINES_MAX)
    return { startLine: best.startLine, endLine: best.endLine };
  const { anchor } = best;
  const startLine =
    anchor.endLine - anchor.startLine < PRIMARY_LINES_MAX
      ? Math.max(best.startLine, anchor.endLine - PRIMARY_LINES_MAX + 1)
      : anchor.startLine;
  return { startLine, endLine: Math.min(best.endLine, startLine + PRIMARY_LINES_MAX - 1) };
}
