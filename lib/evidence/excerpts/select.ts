import type { ExcerptRole, LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Candidates } from "./best-first";
import type { ExcerptLimits } from "./budget";
import { shorten } from "./shorten";

export interface ChosenRange extends LineRange {
  role: ExcerptRole;
  score: number;
}

const CONTEXT_BEFORE = 3;
const CONTEXT_AFTER = 3;
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
  const [first] = candidates.first(1);
  for (const candidate of candidates) {
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
  taking.take({ startLine: tailStart, endLine: end, role: "summary", score: TAIL_SCORE });
  taking.takeBackwards({ startLine: 1, endLine: tailStart - 1, role: "context", score: CONTEXT_SCORE });
  return taking.ranges;
}

/** Lines taken so far, and the room that is left. */
class Taking {
  readonly ranges: ChosenRange[] = [];
  private readonly taken = new Set<number>();
  private lines: number;
  private bytes: number;

  constructor(
    private readonly log: LogView,
    limits: ExcerptLimits,
  ) {
    this.lines = limits.maxLines;
    this.bytes = limits.maxBytes;
  }

  get isFull(): boolean {
    return this.lines <= 0 || this.bytes <= 0;
  }

  take({ startLine, endLine, role, score }: ChosenRange, bytesMax = this.bytes): void {
    const bytesLeft = this.bytes - bytesMax;
    let open: ChosenRange | null = null;
    for (let line = startLine; line <= endLine; line++) {
      if (this.taken.has(line)) {
        open = null;
        continue;
      }
      if (this.bytes < bytesLeft || !this.pay(line)) return;
      if (open) open.endLine = line;
      else {
        open = { startLine: line, endLine: line, role, score };
        this.ranges.push(open);
      }
    }
  }

  /** Takes lines from the end of the range as long as there is room. */
  takeBackwards({ startLine, endLine, role, score }: ChosenRange): void {
    let open: ChosenRange | null = null;
    for (let line = endLine; line >= startLine; line--) {
      if (this.taken.has(line)) {
        open = null;
        continue;
      }
      if (!this.pay(line)) return;
      if (open) open.startLine = line;
      else {
        open = { startLine: line, endLine: line, role, score };
        this.ranges.push(open);
      }
    }
  }

  private pay(line: number): boolean {
    const cost = Buffer.byteLength(shorten(this.log.text(line))) + 1;
    if (this.lines < 1 || this.bytes < cost) return false;
    this.lines--;
    this.bytes -= cost;
    this.taken.add(line);
    return true;
  }
}
