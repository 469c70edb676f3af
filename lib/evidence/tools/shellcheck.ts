import type { Family } from "../family";
import { severityOf } from "../severity";

const LINES_MAX = 12;
const heading = /^In (\S+) line (\d+):$/;
const finding = /^( *)\^-*\^? (SC\d{4})(?: \((\w+)\))?: (\S.*)/;

/** ShellCheck for people: "In deploy.sh line 12:", the line itself, then a caret for each finding in it. */
export const shellcheck: Family = {
  id: "shellcheck",
  triggers: ["^In "],
  open(emit) {
    let file: string | null = null;
    let line = 0;
    let headLine = 0;
    return {
      line(text, lineNumber) {
        const head = heading.exec(text.trimEnd());
        if (head?.[1]) {
          file = head[1];
          line = Number(head[2]);
          headLine = lineNumber;
          return true;
        }
        const found = file === null ? null : finding.exec(text);
        if (found) {
          const [, blanks = "", code = null, severity = null, message = ""] = found;
          const startLine = headLine;
          emit({
            kind: "diagnostic",
            startLine,
            endLine: lineNumber,
            diagnostic: {
              file,
              line,
              column: blanks.length + 1,
              severity: severityOf(severity),
              code,
              message,
            },
          });
          headLine = lineNumber;
          return true;
        }
        if (text.trim() === "" || lineNumber - headLine > LINES_MAX) file = null;
        return file !== null;
      },
    };
  },
};
