import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Candidate, Candidates } from "./best-first";
import type { ExcerptLimits } from "./budget";
import { type ChosenRange, Taking } from "./taking";

const CONTEXT_BEFORE = 3;
const CONTEXT_AFTER = 3;
/** What a person would mark as the reason begins before the first telling line and ends behind the last. */
const SURROUNDINGS_BEFORE = 20;
const SURROUNDINGS_AFTER = 25;
/**
 * So many candidates, and all failures that a runner gave out, are shown before the room around the best one and before
 * the end is filled.
 */
const CANDIDATES_BEFORE_SURROUNDINGS = 3;
const SURROUNDINGS_TAIL_LINES = 40;
const SURROUNDINGS_SHARE = 0.12;
const FIRST_CANDIDATE_LINES_MAX = 120;
const CANDIDATE_LINES_MAX = 45;
const TAIL_LINES = 12;
/** The very end is shown whatever else there is: how it ended. */
const LAST_LINES = 10;
/** The share of the bytes that one candidate may take: a long stack trace leaves room for what else is known. */
const FIRST_SHARE = 0.5;
const SHARE = 0.3;
const TAIL_SCORE = 0.5;
const CONTEXT_SCORE = 0.1;

/**
 * Chooses what to show: the most telling ranges first, then the end of the failing step, and with the room that is left
 * the lines before it. Each line once, all within the limits.
 */
export function chooseExcerpts(
  candidates: Candidates,
  region: LineRange,
  stopLine: number | null,
  factLines: readonly number[],
  log: LogView,
  limits: ExcerptLimits,
): ChosenRange[] {
  const taking = new Taking(log, limits);
  const end = Math.min(log.lineCount, stopLine ?? region.endLine);
  const tailStart = Math.max(region.startLine, end - TAIL_LINES + 1);
  let isTailTaken = false;
  let isSurrounded = false;
  let count = 0;
  const [first] = candidates.first(1);
  for (const candidate of candidates) {
    if (!isSurrounded && count >= CANDIDATES_BEFORE_SURROUNDINGS && !candidate.isReported) {
      takeSurroundings(taking, first, { startLine: region.startLine, endLine: end }, limits);
      isSurrounded = true;
    }
    count++;
    if (!isTailTaken && candidate.score < TAIL_SCORE) {
      taking.take({ startLine: tailStart, endLine: end, role: "summary", score: TAIL_SCORE });
      isTailTaken = true;
    }
    const { role, score } = candidate;
    const startLine = Math.max(1, candidate.startLine - CONTEXT_BEFORE);
    const linesMax = candidate === first ? FIRST_CANDIDATE_LINES_MAX : CANDIDATE_LINES_MAX;
    const longest = Math.min(
      candidate.endLine,
      Math.max(candidate.startLine + linesMax, candidate.anchor.endLine),
    );
    const bytesMax = limits.maxBytes * (candidate === first ? FIRST_SHARE : SHARE);
    const endLine = Math.min(log.lineCount, longest + CONTEXT_AFTER);
    taking.take({ startLine, endLine, role, score }, bytesMax);
    if (candidate === first) {
      taking.take({
        startLine: Math.max(tailStart, end - LAST_LINES + 1),
        endLine: end,
        role: "summary",
        score: TAIL_SCORE,
      });
      for (const line of factLines) {
        taking.take({ startLine: line, endLine: line, role: "context", score: CONTEXT_SCORE });
      }
    }
    if (taking.isFull) break;
  }
  if (!isSurrounded) {
    takeSurroundings(taking, first, { startLine: region.startLine, endLine: end }, limits);
  }
  taking.take({ startLine: tailStart, endLine: end, role: "summary", score: TAIL_SCORE });
  taking.takeBackwards({ startLine: 1, endLine: tailStart - 1, role: "context", score: CONTEXT_SCORE });
  return taking.ranges;
}

/** Lines before and behind the best explanation and before the end, within a share of the bytes each. */
function takeSurroundings(
  taking: Taking,
  best: Candidate | undefined,
  within: LineRange,
  limits: ExcerptLimits,
): void {
  const bytesMax = limits.maxBytes * SURROUNDINGS_SHARE;
  const context = { role: "context", score: CONTEXT_SCORE } as const;
  if (best) {
    const last = Math.min(best.endLine, best.startLine + FIRST_CANDIDATE_LINES_MAX);
    const endLine = Math.min(within.endLine, last + SURROUNDINGS_AFTER);
    taking.take({ startLine: last + 1, endLine, ...context }, bytesMax);
    const startLine = Math.max(within.startLine, best.startLine - SURROUNDINGS_BEFORE);
    taking.takeBackwards({ startLine, endLine: best.startLine - 1, ...context }, bytesMax);
  }
  const startLine = Math.max(within.startLine, within.endLine - SURROUNDINGS_TAIL_LINES + 1);
  taking.takeBackwards({ startLine, endLine: within.endLine, ...context }, bytesMax);
}
