import type { Family } from "../family";

const rule = /^(\w+): /;
const path = /^\S[^:]*\.\w+$/;
const source = /^ *(\d+) \|/;
const caret = /^(-+)\^$/;
/** "     7 |": the number's column and the bar stand before the code. */
const GUTTER = 8;
const LINES_MAX = 8;

/** jscs: "rule: message at file :", then lines of code with an arrow of dashes below the one that is meant. */
export const jscs: Family = {
  id: "jscs",
  triggers: [".js :", ".jsx :", ".es6 :", ".mjs :"],
  open(emit, log) {
    let open: { file: string; code: string | null; message: string; startLine: number } | null = null;
    return {
      line(text, lineNumber) {
        const said = readHeading(text.trimEnd());
        if (said) {
          open = { ...said, startLine: lineNumber };
          return true;
        }
        if (!open) return false;
        const arrow = caret.exec(text.trimEnd())?.[1];
        const line = arrow && source.exec(log.text(lineNumber - 1))?.[1];
        if (arrow && line) {
          const { startLine, ...said } = open;
          emit({
            kind: "diagnostic",
            startLine,
            endLine: lineNumber,
            diagnostic: {
              ...said,
              line: Number(line),
              column: Math.max(1, arrow.length - GUTTER + 1),
              severity: "error",
            },
          });
          open = null;
        } else if (lineNumber - open.startLine > LINES_MAX) open = null;
        return open !== null;
      },
    };
  },
};

function readHeading(text: string) {
  const at = text.endsWith(" :") ? text.lastIndexOf(" at ") : -1;
  const file = text.slice(at + 4, -2);
  if (at <= 0 || !path.test(file)) return null;
  const [named = "", code = null] = rule.exec(text) ?? [];
  return { file, code, message: text.slice(named.length, at) };
}
