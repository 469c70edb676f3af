import type { LineRange } from "@/lib/domain/evidence";

const OUTSIDE_FACTOR = 0.35;
/** In a step of a few lines one line more or less says nothing. */
const REGION_LINES_MIN = 200;

/** What stands later in the failing step is nearer to what ended it. */
export function placeFactor({ startLine, endLine }: LineRange, region: LineRange): number {
  if (startLine < region.startLine || endLine > region.endLine) return OUTSIDE_FACTOR;
  const length = Math.max(REGION_LINES_MIN, region.endLine - region.startLine + 1);
  return 1 - 0.15 * ((region.endLine - endLine) / length);
}
