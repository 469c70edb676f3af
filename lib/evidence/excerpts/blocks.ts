import type { LineRange } from "@/lib/domain/evidence";
import type { LogView } from "../family";

const FORWARD_LINES_MAX = 60;
const BACKWARD_LINES_MAX = 12;
const TRACE_LINES_MAX = 100;
/** A block goes no further than this beyond its anchor, in either direction taken together. */
export const BLOCK_REACH_LINES = FORWARD_LINES_MAX + BACKWARD_LINES_MAX + TRACE_LINES_MAX;
/** "What went wrong:" is followed by what went wrong, up to the next blank line. */
const PARAGRAPH_LINES_MAX = 12;

/** Lines that go on with what the line before them said: stack frames, notes, source with carets, nested causes. */
const continuation =
  /^(?:\s+\S|at |from |Caused(?: by)?:?|Also: |Call Stack \(|Suppressed|\.\.\. \d+ more|\d+:\s|\d+ +\| |[|>^~]|E {2,}|[-+] ?\S|note: |[^\s:]{1,300}:\d+(?::\d+)?: note: |help: |hint: |\})/;
/** A row of a table of numbers, such as that of what the tests covered, indented or not. */
const row = /^ [^|]*\|[ \d.,%]+\|/;
/** Does a line belong to the one before it, by how it begins? */
export function goesOn(text: string): boolean {
  return continuation.test(text) && !row.test(text);
}

/** "      ^~~~" points into the source above it, which belongs to what was said above that. */
const pointer = /^[\s~-]*\^[\s^~-]*$/;
export function isPointedAt(line: number, log: LogView): boolean {
  return pointer.test(log.text(line + 1));
}

/** "The following files are not formatted:", and then the files. */
const listItem = /^\s+\S|^[-*•] \S/;
function leadsToList(line: number, log: LogView): boolean {
  if (!/\w:\s*$/.test(log.text(line))) return false;
  const below = log.text(line + 1);
  return listItem.test(below.trim() === "" ? log.text(line + 2) : below);
}

/** Between two Python tracebacks of which one led to the other. */
const chain = /^(?:During handling of the above exception|The above exception was the direct cause)/;
const traceHead = /^\s*(?:Traceback \(most recent call last\)|Stack trace:|Backtrace:|stack backtrace:)/;

/** A message of several lines, and then where it came from. */
const frame = /^\s+at /;

/** A block around lines that speak of trouble: with the stack trace, the source and the notes that belong to it. */
export function blockAround(anchor: LineRange, bounds: LineRange, log: LogView): LineRange {
  return {
    startLine: blockStart(anchor.startLine, bounds.startLine, log),
    endLine: blockEnd(anchor.endLine, bounds.endLine, log),
  };
}

function blockEnd(from: number, boundary: number, log: LogView): number {
  const last = Math.min(boundary, from + FORWARD_LINES_MAX);
  let end = from;
  let isTrace = traceHead.test(log.text(from));
  let isChained = false;
  const isHeading = /\w:\s*$|^(?:BUILD FAILED|FAILED)$/.test(log.text(from));
  for (let line = from + 1; line <= last; line++) {
    const text = log.text(line);
    if (text.trim() === "") {
      const following = line < last ? log.text(line + 1) : "";
      if (!isChained && !chain.test(following) && !/^(?:\s{2,}\S|\tat )/.test(following)) return end;
      continue;
    }
    if (chain.test(text) || (isChained && traceHead.test(text))) {
      isChained = chain.test(text);
      isTrace = !isChained;
      end = line;
      continue;
    }
    if (!goesOn(text)) {
      const leadsOn =
        line < last &&
        (frame.test(log.text(line + 1)) ||
          isPointedAt(line, log) ||
          (line === from + 1 && leadsToList(line, log)));
      if (!isTrace && !leadsOn && !(isHeading && line - from <= PARAGRAPH_LINES_MAX)) return end;
      isTrace = false; // the exception that the trace ends with
    }
    end = line;
  }
  return end;
}

/** An indented line belongs to the one above that is indented less; an exception to the trace before it. */
function blockStart(from: number, boundary: number, log: LogView): number {
  const first = Math.max(boundary, from - BACKWARD_LINES_MAX);
  let start = from;
  for (let line = from - 1; line >= first; line--) {
    const text = log.text(line);
    if (text.trim() === "") return start;
    if (traceHead.test(text)) return line;
    const isIndented = /^\s/.test(text);
    const isFirstIndented = /^\s/.test(log.text(start));
    if (isIndented && !isFirstIndented) {
      const head = headAbove(line, boundary, log);
      return head ?? start;
    }
    if (!isIndented && !isFirstIndented) return start;
    start = line;
    if (!isIndented) return start;
  }
  return start;
}

/** The head of the trace that ends at an indented line, null if those lines are no trace. */
function headAbove(from: number, boundary: number, log: LogView): number | null {
  const first = Math.max(boundary, from - TRACE_LINES_MAX);
  for (let line = from; line >= first; line--) {
    const text = log.text(line);
    if (traceHead.test(text)) return line;
    if (!/^\s+\S/.test(text)) return null;
  }
  return null;
}
