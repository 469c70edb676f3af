import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundDiagnostic } from "../findings";
import type { Ending } from "../verdicts/failing-step";
import type { ExcerptLimits } from "./budget";

export interface ChosenRange extends LineRange {
  role: ExcerptRole;
  score: number;
}

export interface Choice {
  ranges: ChosenRange[];
  primary: LineRange | null;
}

const DIAGNOSTIC_WEIGHT = 0.85;
const OUTSIDE_FAILING_STEP = 0.4;
const CONTEXT_LINES = 2;

/** Chooses what to show: the most telling ranges first, each line once, within the limits. */
export function chooseExcerpts(
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  ending: Ending,
  log: LogView,
  limits: ExcerptLimits,
): Choice {
  const candidates = rank(findings, diagnostics, ending);
  const ranges: ChosenRange[] = [];
  const taken = new Set<number>();
  const room = { lines: limits.maxLines, bytes: limits.maxBytes };
  for (const candidate of candidates) {
    const from = Math.max(1, candidate.startLine - CONTEXT_LINES);
    const to = Math.min(log.lineCount, candidate.endLine + CONTEXT_LINES);
    take(from, to, candidate, { log, taken, room, ranges });
    if (room.lines <= 0 || room.bytes <= 0) break;
  }
  const first = candidates[0];
  return { ranges, primary: first ? { startLine: first.startLine, endLine: first.endLine } : null };
}

interface Taking {
  log: LogView;
  taken: Set<number>;
  room: { lines: number; bytes: number };
  ranges: ChosenRange[];
}

/** Takes the lines of a range that are not shown yet, as far as there is room. */
function take(
  from: number,
  to: number,
  { role, score }: ChosenRange,
  { log, taken, room, ranges }: Taking,
): void {
  let open: ChosenRange | null = null;
  for (let line = from; line <= to; line++) {
    const cost = Buffer.byteLength(log.text(line)) + 1;
    if (taken.has(line)) {
      open = null;
      continue;
    }
    if (room.lines < 1 || room.bytes < cost) return;
    room.lines--;
    room.bytes -= cost;
    taken.add(line);
    if (open) open.endLine = line;
    else {
      open = { startLine: line, endLine: line, role, score };
      ranges.push(open);
    }
  }
}

function rank(findings: Findings, diagnostics: readonly FoundDiagnostic[], ending: Ending): ChosenRange[] {
  const step = ending.step;
  const weigh = (startLine: number, endLine: number, weight: number, role: ExcerptRole): ChosenRange => {
    const isInside = !step || (startLine >= step.startLine && endLine <= step.endLine);
    return { startLine, endLine, role, score: isInside ? weight : weight * OUTSIDE_FAILING_STEP };
  };
  return [
    ...findings.failures.map((f) => weigh(f.startLine, f.endLine, f.weight, "error")),
    ...diagnostics.map((d) => weigh(d.startLine, d.endLine, DIAGNOSTIC_WEIGHT, "error")),
    ...findings.summaries.map((s) => weigh(s.startLine, s.endLine, s.weight, "summary")),
    ...findings.stops.map((s) => weigh(s.line, s.line, 0.5, "summary")),
  ].sort((a, b) => b.score - a.score || a.startLine - b.startLine);
}
