import type { LineRange } from "@/lib/domain/evidence";
import type { FoundSignal } from "../findings";
import type { Candidate } from "./candidates";

const PRIMARY_LINES_MAX = 10;
const TELLING_WEIGHT = 0.8;

/** The one range that best explains the failure: short enough to read at a glance, with the telling lines in it. */
export function choosePrimary(
  candidates: readonly Candidate[],
  signals: readonly FoundSignal[],
): LineRange | null {
  const best = candidates[0];
  if (!best) return null;
  const { startLine, endLine, anchor } = best;
  if (endLine - startLine < PRIMARY_LINES_MAX) return { startLine, endLine };
  const from = firstLine(best, anchor, signals);
  return { startLine: from, endLine: Math.min(endLine, from + PRIMARY_LINES_MAX - 1) };
}

function firstLine(block: LineRange, anchor: LineRange, signals: readonly FoundSignal[]): number {
  // What leads up to the anchor, such as the frames of a Python traceback, tells more than what comes after.
  if (anchor.startLine > block.startLine)
    return Math.max(block.startLine, anchor.endLine - PRIMARY_LINES_MAX + 1);
  const telling = signals.find(
    ({ line, weight }) => line > anchor.startLine && line <= anchor.endLine && weight >= TELLING_WEIGHT,
  );
  const isShown = !telling || telling.line < anchor.startLine + PRIMARY_LINES_MAX;
  return isShown ? anchor.startLine : telling.line - PRIMARY_LINES_MAX + 1;
}
