import type { LineRange } from "@/lib/domain/evidence";
import type { Cause } from "../causes/cause";
import { findCauses } from "../causes/find-causes";
import type { Candidates } from "../excerpts/best-first";
import type { LogView } from "../family";
import type { Findings, FoundSignal } from "../findings";
import type { Ending } from "./failing-step";

/** A line on which verdicts rest, and how much it has to say, 0…1. */
export interface TellingLine {
  lineNumber: number;
  weight: number;
  /** What its words say. */
  causes: readonly Cause[];
}

const CANDIDATES_MAX = 8;
const LINES_PER_CANDIDATE_MAX = 6;
const START_LENGTH = 400;
const END_LENGTH = 200;
const LAST_LINES = 6;
/** A system that ran out of something seldom says so without reason. */
const SIGN_WEIGHT = 0.85;
const SIGNS_MAX = 3;

/** The lines that explain the failure best: of the best candidates, and what stands right before the end. */
export function tellingLines(
  candidates: Candidates,
  { signals, signs }: Findings,
  ending: Ending,
  log: LogView,
): TellingLine[] {
  const weights = new Map<number, number>();
  const note = (line: number, weight: number) => {
    if (line >= 1 && line <= log.lineCount) weights.set(line, Math.max(weight, weights.get(line) ?? 0));
  };
  for (const { anchor, score } of candidates.first(CANDIDATES_MAX)) {
    const last = Math.min(anchor.endLine, anchor.startLine + LINES_PER_CANDIDATE_MAX - 1);
    for (let line = anchor.startLine; line <= last; line++) note(line, score);
    if (anchor.endLine > last) for (const line of strongestInside(anchor, signals)) note(line, score);
  }
  const from = ending.step?.startLine ?? 1;
  for (const { line } of signs.filter((sign) => sign.line >= from).slice(-SIGNS_MAX)) note(line, SIGN_WEIGHT);
  const end = ending.stop?.line ?? ending.step?.endLine ?? log.lineCount;
  for (let line = end - LAST_LINES; line <= end; line++) note(line, 0.5);
  // The provider's own sentence repeats the command, of which the words say nothing about the failure.
  if (ending.stop?.cause === "exit") weights.delete(ending.stop.line);
  return [...weights]
    .map(([lineNumber, weight]) => {
      const text = ends(log.text(lineNumber));
      return text.trim() === "" ? null : { lineNumber, weight, causes: findCauses(text) };
    })
    .filter((line) => line !== null)
    .sort((a, b) => b.weight - a.weight || a.lineNumber - b.lineNumber);
}

/** What a long line is about stands at its beginning, how it ended at its end. */
function ends(text: string): string {
  if (text.length <= START_LENGTH + END_LENGTH) return text;
  return `${text.slice(0, START_LENGTH)} … ${text.slice(-END_LENGTH)}`;
}

/** The lines of a long block that speak of trouble most. */
function strongestInside({ startLine, endLine }: LineRange, signals: readonly FoundSignal[]): number[] {
  return signals
    .filter(({ line }) => line >= startLine && line <= endLine)
    .sort((a, b) => b.weight - a.weight || b.line - a.line)
    .slice(0, LINES_PER_CANDIDATE_MAX)
    .map(({ line }) => line);
}
