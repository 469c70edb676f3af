import type { Family } from "../family";

const error = /^(?:E +)?(SyntaxError|IndentationError|TabError): (.*)$/;
/** Without ", in function": the file that could not be read, not one on the way to it. */
const place = /^(?:E {1,20})?File "([^"]{1,300})", line (\d{1,7})$/;
const LINES_ABOVE_MAX = 4;

/** Python's own compiler: the file two or three lines above, the source between with a caret, the reason below. */
export const pythonSyntax: Family = {
  id: "python-syntax",
  triggers: ["syntaxerror: ", "indentationerror: ", "taberror: "],
  open: (emit, log) => ({
    line(text, lineNumber) {
      const found = error.exec(text.trim());
      if (!found) return false;
      for (let above = lineNumber - 1; above >= Math.max(1, lineNumber - LINES_ABOVE_MAX); above--) {
        const at = place.exec(log.text(above).trim());
        if (!at) continue;
        const [, code = null, message = ""] = found;
        const [, file = null, line] = at;
        emit({
          kind: "diagnostic",
          startLine: above,
          endLine: lineNumber,
          diagnostic: {
            tool: "python",
            file,
            line: Number(line),
            column: null,
            severity: "error",
            code,
            message,
          },
        });
        return false;
      }
      return false;
    },
  }),
};
