import type { Family, LogView } from "../family";

/** "❯❯❱ rules.no-eval", also "❯❯ " and "❱"; the file above the first rule, the source below with its number. */
const rule = /^ {1,8}[❯❱]{1,3} {0,2}(\S+)$/;
const file = /^ {2,8}[\w./@-]{2,300}$/;
const source = /^ +(\d+)┆/;
const LINES_ABOVE_MAX = 60;
const LINES_BELOW_MAX = 14;
const heading = /\b\d+ (?:Blocking )?Code Findings?\b/;
const end = /^ {0,2}(?:Scan Summary|Ran \d+ rules|[│┌]? ?Scan )/;
const FINDINGS_LINES_MAX = 20_000;

/** Semgrep as it writes for people: https://semgrep.dev/docs/cli-reference */
export const semgrep: Family = {
  id: "semgrep",
  triggers: ["0 code finding", "0 blocking code "],
  open(emit, log) {
    let lastRuleLine = 0;
    let openedLine = 0;
    return {
      line(text, lineNumber) {
        if (heading.test(text)) openedLine = lineNumber;
        if (openedLine === 0 || end.test(text) || lineNumber - openedLine > FINDINGS_LINES_MAX) {
          openedLine = 0;
          return false;
        }
        const line = source.exec(text)?.[1];
        const ruleLine = line === undefined ? null : above(log, lineNumber, LINES_BELOW_MAX, rule);
        if (ruleLine === null || ruleLine === lastRuleLine) return true;
        lastRuleLine = ruleLine;
        const fileLine = above(log, ruleLine, LINES_ABOVE_MAX, file);
        const code = rule.exec(log.text(ruleLine))?.[1] ?? null;
        emit({
          kind: "diagnostic",
          startLine: ruleLine,
          endLine: lineNumber,
          diagnostic: {
            file: fileLine === null ? null : log.text(fileLine).trim(),
            line: Number(line),
            column: null,
            severity: "error",
            code,
            message: log.text(ruleLine + 1).trim() || (code ?? ""),
          },
        });
        return true;
      },
    };
  },
};

/** The nearest line above that fits, null if there is none within reach. */
function above(log: LogView, from: number, linesMax: number, pattern: RegExp): number | null {
  for (let line = from - 1; line >= Math.max(1, from - linesMax); line--) {
    if (pattern.test(log.text(line).trimEnd())) return line;
  }
  return null;
}
