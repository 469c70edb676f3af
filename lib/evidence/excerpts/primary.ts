import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { FoundDiagnostic, FoundSignal } from "../findings";
import type { Candidates } from "./best-first";
import { goesOn } from "./blocks";

const PRIMARY_LINES_MAX = 10;
/** A compiler's list of errors is read as one, however long. */
const LIST_LINES_MAX = 80;
const TELLING_WEIGHT = 0.8;

/** The one range that best explains the failure: short enough to read at a glance, with the telling lines in it. */
export function choosePrimary(
  candidates: Candidates,
  signals: readonly FoundSignal[],
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
): LineRange | null {
  const [best] = candidates.first(1);
  if (!best) return null;
  const { startLine, endLine, anchor } = best;
  if (endLine - startLine < PRIMARY_LINES_MAX) return { startLine, endLine };
  if (isListOfErrors(best, diagnostics, log)) {
    return { startLine, endLine: Math.min(endLine, startLine + LIST_LINES_MAX - 1) };
  }
  const from = firstLine(best, anchor, signals);
  return { startLine: from, endLine: Math.min(endLine, from + PRIMARY_LINES_MAX - 1) };
}

/** Several errors one behind the other, with nothing between them but what belongs to them. */
function isListOfErrors(
  { startLine, endLine }: LineRange,
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
): boolean {
  const inside = diagnostics.filter((found) => found.startLine >= startLine && found.endLine <= endLine);
  const first = inside[0];
  if (!first || inside.length < 2) return false;
  const told = new Set(inside.flatMap((found) => [found.startLine, found.endLine]));
  for (let line = first.startLine; line <= (inside.at(-1)?.endLine ?? endLine); line++) {
    const text = log.text(line);
    if (!told.has(line) && text.trim() !== "" && !goesOn(text)) return false;
  }
  return true;
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
