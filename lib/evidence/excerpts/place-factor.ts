import type { LineRange } from "@/lib/domain/evidence";

const OUTSIDE_FACTOR = 0.35;

/** What stands later in the failing step is nearer to what ended it. */
export function placeFactor({ startLine, endLine }: LineRange, region: LineRange): number {
  if (startLine < region.startLine || endLine > region.endLine) return OUTSIDE_FACTOR;
  const length = region.endLine - region.startLine + 1;
  return 0.85 + 0.15 * ((endLine - region.startLine + 1) / length);
}
