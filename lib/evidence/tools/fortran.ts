import type { Emit, Family, LogView } from "../family";
import { severityOf } from "../severity";
import { lineFamily, positionOf } from "./line-format";

/** NAG Fortran: "Severity: file, line N: message". */
export const nagFortran = lineFamily(
  "nagfor",
  [
    "^error: ",
    "^runtime error: ",
    "^fatal error: ",
    "^warning: ",
    "^info: ",
    "^questionable: ",
    "^extension",
    "^obsolescent: ",
    "^deleted feature",
    "^non-standard",
    "^panic: ",
  ],
  [
    {
      tool: "nagfor",
      pattern:
        /^(?<code>(?:Runtime |Fatal )?Error|Panic): (?<file>(?:[A-Za-z]:)?[^\s:,]+\.\w+)(?:, line (?<line>\d+))?: (?<message>.*)$/,
      severity: "error",
    },
    {
      tool: "nagfor",
      pattern:
        /^(?<code>Info|Warning|Questionable|Extension(?:\(\w+\))?|Obsolescent|Deleted feature used|Non-standard(?:\(\w+\))?): (?<file>(?:[A-Za-z]:)?[^\s:,]+\.\w+)(?:, line (?<line>\d+))?: (?<message>.*)$/,
      severity: "warning",
    },
  ],
);

const place =
  /^(?<file>[^\s:][^:]*\.(?:f|for|ftn|f\d\d|F|FOR|F\d\d|inc|h|fpp)):(?<line>\d+)[.:](?<column>\d+)(?:-\d+)?:$/;
const verdict = /^(?<severity>(?:Fatal |Internal )?Error|Warning)(?: at \(\d\))?: ?(?<message>.*)$/;
const BLOCK_LINES_MAX = 12;

/** gfortran: the place, the code, a mark under it, then "Error: message". */
export const gfortran: Family = {
  id: "gfortran",
  triggers: [".f00:0", ".f:0", ".for:0", ".inc:0", ".h:0", ".fpp:0", ".ftn:0"],
  open(emit, log) {
    let start = 0;
    return {
      line(text, lineNumber) {
        if (place.test(text.trim())) {
          start = lineNumber;
          return true;
        }
        if (start === 0) return false;
        const found = verdict.exec(text.trim())?.groups;
        if (found) {
          give(emit, log, start, lineNumber, found);
          start = 0;
          return false;
        }
        if (lineNumber - start > BLOCK_LINES_MAX) start = 0;
        return start !== 0;
      },
    };
  },
};

function give(
  emit: Emit,
  log: LogView,
  startLine: number,
  verdictLine: number,
  found: Readonly<Record<string, string | undefined>>,
): void {
  const at = place.exec(log.text(startLine).trim())?.groups;
  emit({
    kind: "diagnostic",
    startLine,
    endLine: verdictLine,
    diagnostic: {
      file: at?.file ?? null,
      line: positionOf(at?.line),
      column: positionOf(at?.column),
      severity: severityOf(found.severity?.split(" ").at(-1) ?? null),
      code: null,
      message: (found.message ?? "") || (found.severity ?? ""),
    },
  });
}
