import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";
import type { Findings, FoundDiagnostic } from "../findings";
import type { Candidate, Candidates } from "./best-first";
import { goesOn, isPointedAt } from "./blocks";
import { reportersOf } from "./candidates";

const PRIMARY_LINES_MAX = 10;
/** A compiler's list of errors, a runner's list of failures, and a stack trace, are read as one, however long. */
const LIST_LINES_MAX = 120;
/** What a test runner gives out as one failure is one, unless most of it is the way to its last line. */
const FAILURE_LINES_MAX = 40;
/** Between two failures of one list stand blank lines, a rule, or what the runner says of the class. */
const NEIGHBOUR_GAP_LINES_MAX = 8;
const TELLING_WEIGHT = 0.8;

/** Below this the best there is explains nothing. */
const WEAK_SCORE = 0.3;
const LAST_WORDS_LINES_MAX = 6;
/** Blank, or a mark of the provider. */
const silent = /^\s*$|^travis_(?:time|fold):|^section_(?:start|end):|^##\[endgroup\]/;
/** Where a Python traceback stands, its last lines tell it. */
const traceback = /^\s*(?:E? {1,4})?Traceback \(most recent call last\)|^E {2,}/;
const frame = /^\s+at \S/;
/** Headings, rules, totals and verdicts around what explains. */
const empty =
  /^(?:\[(?:ERROR|INFO)\] ?)?(?:[-=*_~#]{3,}|COMPILATION ERROR ?:|BUILD FAIL(?:URE|ED)|FAILURE: Build failed with an exception\.|\* What went wrong:|\d{1,6} errors?|-> \[Help 1\])?$/;

/** The one range that best explains the failure: short enough to read at a glance, with the telling lines in it. */
export function choosePrimary(
  candidates: Candidates,
  findings: Findings,
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
  end: { region: LineRange; stopLine: number | null },
): LineRange | null {
  const [best] = candidates.first(1);
  if (end.stopLine !== null && (best?.score ?? 0) < WEAK_SCORE) {
    const words = lastWords(end.region.startLine, end.stopLine, log);
    if (words) return words;
  }
  if (!best) return null;
  const range = chooseRange(best, findings.signals, diagnostics, log);
  const whole = best.isReported ? withNeighbours(range, findings) : withReasonAbove(range, best, log);
  return withoutEmptyEnds(whole, log);
}

/** make's word that a command failed says no more than that: the command gave its reason in the lines before. */
const consequence = /^(?:g?make(?:\[\d+\])?: \*\*\* |Makefile:\d+: recipe for target |npm ERR! Test failed)/;
function withReasonAbove(chosen: LineRange, best: Candidate, log: LogView): LineRange {
  const { startLine, endLine } = chosen;
  for (let line = startLine; line <= endLine; line++) {
    const text = log.text(line);
    if (text.trim() !== "" && !consequence.test(text)) return chosen;
  }
  const isSilent = (line: number) => silent.test(log.text(line));
  let from = best.startLine;
  while (from > 1 && startLine - from < LAST_WORDS_LINES_MAX && !isSilent(from - 1)) from--;
  return { startLine: from, endLine };
}

/** Failures that are given out one behind the other are one list: the whole of it says why the run failed. */
function withNeighbours(chosen: LineRange, findings: Findings): LineRange {
  let { startLine, endLine } = chosen;
  const reporters = reportersOf(findings);
  const inOrder = findings.failures
    .filter(
      // Of the failure that the range was cut from, the rest stays away.
      (failure) =>
        reporters.has(failure.family) &&
        (failure.endLine < chosen.startLine || failure.startLine > chosen.endLine),
    )
    .sort((a, b) => a.startLine - b.startLine);
  for (const next of inOrder) {
    if (next.startLine < startLine || next.startLine > endLine + NEIGHBOUR_GAP_LINES_MAX) continue;
    if (next.endLine - startLine < LIST_LINES_MAX) endLine = Math.max(endLine, next.endLine);
  }
  for (const before of inOrder.reverse()) {
    if (before.startLine >= startLine || before.endLine < startLine - NEIGHBOUR_GAP_LINES_MAX) continue;
    if (endLine - before.startLine < LIST_LINES_MAX) startLine = before.startLine;
  }
  return { startLine, endLine };
}

/** Where nothing speaks of trouble, what was said last before the end: often the reason in words of its own. */
function lastWords(from: number, stopLine: number, log: LogView): LineRange | null {
  const isSilent = (line: number) => silent.test(log.text(line));
  let endLine = stopLine - 1;
  while (endLine > from && isSilent(endLine)) endLine--;
  if (endLine <= from) return null;
  let startLine = endLine;
  const first = Math.max(from + 1, endLine - LAST_WORDS_LINES_MAX + 1);
  while (startLine > first && !isSilent(startLine - 1)) startLine--;
  return { startLine, endLine };
}

/** A heading alone stays: it is all there is. */
function withoutEmptyEnds({ startLine, endLine }: LineRange, log: LogView): LineRange {
  const isEmpty = (line: number) => empty.test(log.text(line).trim());
  let from = startLine;
  let to = endLine;
  while (from < to && isEmpty(from)) from++;
  while (to > from && isEmpty(to)) to--;
  return isEmpty(from) ? { startLine, endLine } : { startLine: from, endLine: to };
}

function chooseRange(
  best: Candidate,
  signals: Findings["signals"],
  diagnostics: readonly FoundDiagnostic[],
  log: LogView,
): LineRange {
  const { startLine, endLine, anchor } = best;
  if (endLine - startLine < PRIMARY_LINES_MAX) return { startLine, endLine };
  if (isListOfErrors(best, diagnostics, log)) {
    return { startLine, endLine: Math.min(endLine, startLine + LIST_LINES_MAX - 1) };
  }
  const longest = endOfUnit(best, log);
  if (longest !== null) return { startLine, endLine: Math.min(endLine, startLine + longest - 1) };
  const from = firstLine(best, anchor, signals);
  return { startLine: from, endLine: Math.min(endLine, from + PRIMARY_LINES_MAX - 1) };
}

/** How many lines of a long block belong together, null if it is best cut to its telling ones. */
function endOfUnit({ startLine, endLine, isReported }: Candidate, log: LogView): number | null {
  let frames = 0;
  for (let line = startLine; line <= endLine; line++) {
    const text = log.text(line);
    if (traceback.test(text)) return null;
    if (frame.test(text)) frames++;
  }
  if (frames * 2 > endLine - startLine) return LIST_LINES_MAX;
  return isReported ? FAILURE_LINES_MAX : null;
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
  // Linters that name a file once stand its findings below.
  const files = new Set(inside.map(({ diagnostic }) => diagnostic.file));
  const told = new Set(inside.flatMap((found) => [found.startLine, found.endLine]));
  for (let line = first.startLine; line <= (inside.at(-1)?.endLine ?? endLine); line++) {
    const text = log.text(line);
    if (told.has(line) || text.trim() === "" || files.has(text.trim())) continue;
    if (!goesOn(text) && !isPointedAt(line, log)) return false;
  }
  return true;
}

function firstLine(block: LineRange, anchor: LineRange, signals: Findings["signals"]): number {
  // What leads up to the anchor, such as the frames of a Python traceback, tells more than what comes after.
  if (anchor.startLine > block.startLine)
    return Math.max(block.startLine, anchor.endLine - PRIMARY_LINES_MAX + 1);
  const telling = signals.find(
    ({ line, weight }) => line > anchor.startLine && line <= anchor.endLine && weight >= TELLING_WEIGHT,
  );
  const isShown = !telling || telling.line < anchor.startLine + PRIMARY_LINES_MAX;
  return isShown ? anchor.startLine : telling.line - PRIMARY_LINES_MAX + 1;
}
