import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Family } from "../family";

const row = /^ {2,}(\d+):(\d+) {1,}(error|warning|info) {1,}(\S.*)$/;
const rule = /^(.*\S) {2,}([@\w][\w@/.-]*)$/;
const path = /^(?:[A-Za-z]:\\|\.{0,2}\/)?[^\s:][^:]*\.\w+$/;
const total = /^✖ \d+ problems? \(/;

/** ESLint's stylish format: a path on a line of its own, then rows of position, severity, message and rule. */
export const eslint: Family = {
  id: "eslint",
  triggers: ["  error  ", "  warning  ", "  info  ", "✖ 0"],
  open(emit, log) {
    let file: string | null = null;
    let lastRow = 0;
    return {
      line(text, lineNumber) {
        if (total.test(text))
          emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
        const found = row.exec(text);
        if (!found) return false;
        if (lineNumber !== lastRow + 1) {
          const above = log.text(lineNumber - 1).trim();
          file = path.test(above) ? above : null;
        }
        lastRow = lineNumber;
        if (file === null) return false;
        const [, line, column, severity, rest = ""] = found;
        const named = rule.exec(rest);
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file,
            line: Number(line),
            column: Number(column),
            severity: severity as DiagnosticSeverity,
            code: named?.[2] ?? null,
            message: named?.[1] ?? rest,
          },
        });
        return false;
      },
    };
  },
};
