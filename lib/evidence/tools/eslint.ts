import type { DiagnosticSeverity } from "@/lib/domain/evidence";
import type { Family } from "../family";
import { severityOf } from "../severity";

const row = /^ {1,8}(\d{1,7}):(\d{1,7})(?:-\d+:\d+)? {1,12}(✖|×|⚠|ℹ|error|warning|info) {1,4}(\S.*)/;
/** What `next build` makes of it. */
const nextRow = /^(\d{1,7}):(\d{1,7}) {2}(Error|Warning): (\S.*)/;
const rule = /^(.*?\S) {2,}([@\w][\w@/.-]*)$/;
const remarkRule = /^(.*?\S) {2,}([\w-]+) {1,8}([\w-]+)$/;
const yamllintRule = /^(.*\S) {1,2}\(([\w-]+)\)$/;
const path = /^(?:[A-Za-z]:\\|\.{0,2}\/)?[^\s:][^:]*\.\w+$/;
const total = /^✖ \d+ problems? \(/;
const marks: Readonly<Record<string, DiagnosticSeverity>> = {
  "✖": "error",
  "×": "error",
  "⚠": "warning",
  ℹ: "info",
};

/** ESLint's stylish format and its kin: a path on a line of its own, then rows of position, severity, message, rule. */
export const eslint: Family = {
  id: "eslint",
  triggers: [
    "  error ",
    "0  error: ",
    "0  warning: ",
    "  warning ",
    "  info ",
    ":0  ",
    ":00  ",
    ":000  ",
    " problems (",
  ],
  open(emit, log) {
    let file: string | null = null;
    let lastRow = 0;
    return {
      line(text, lineNumber) {
        if (total.test(text))
          emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
        const found = row.exec(text.trimEnd()) ?? nextRow.exec(text.trimEnd());
        if (!found) return false;
        if (lineNumber !== lastRow + 1) {
          const above = log.text(lineNumber - 1).trim();
          file = path.test(above)
            ? above
            : file !== null && above === "" && lineNumber === lastRow + 2
              ? file
              : null;
        }
        lastRow = lineNumber;
        if (file === null) return false;
        const [, line, column, severity = "", rest = ""] = found;
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file,
            line: Number(line),
            column: Number(column),
            severity: marks[severity] ?? severityOf(severity),
            ...ruled(file, severity in marks, rest),
          },
        });
        return false;
      },
    };
  },
};

/** Which tool wrote the row, and how it names the rule. */
function ruled(
  file: string,
  hasMark: boolean,
  rest: string,
): { tool: string; code: string | null; message: string } {
  if (/\.ya?ml$/.test(file)) {
    const named = yamllintRule.exec(rest);
    if (named) return { tool: "yamllint", code: named[2] ?? null, message: named[1] ?? rest };
  }
  const remark = /\.(?:md|mdx|markdown)$/.test(file) ? remarkRule.exec(rest) : null;
  if (remark) return { tool: "remark-lint", code: remark[2] ?? null, message: remark[1] ?? rest };
  const named = rule.exec(rest);
  const tool = hasMark || /\.(?:css|s[ac]ss|less|styl)$/.test(file) ? "stylelint" : "eslint";
  return { tool, code: named?.[2] ?? null, message: named?.[1] ?? rest };
}
