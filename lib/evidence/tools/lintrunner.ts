import type { Family } from "../family";

const head = /^\s*>>> (?:Lint for (.+?)|General linter failure):\s*$/;
const finding = /^\s*(Error|Warning|Advice|Disabled) \(([\w-]+)\) (.*)$/;
const position = /^\s*>>>\s+(\d+)\s+\|/;
const LINES_MAX = 40;

/** lintrunner: a heading for each file, then severity, linter and rule of each finding, and the lines it is about. */
export const lintrunner: Family = {
  id: "lintrunner",
  triggers: [">>> lint for ", ">>> general linter failure"],
  open(emit) {
    let file: string | null = null;
    let start = 0;
    let lastLine = 0;
    let open: { line: number; severity: string; code: string; message: string; at: number | null } | null =
      null;
    const give = (endLine: number) => {
      if (open) {
        const severity =
          open.severity === "Error" ? "error" : open.severity === "Warning" ? "warning" : "info";
        const { code, message, at, line } = open;
        emit({
          kind: "diagnostic",
          startLine: line,
          endLine: line,
          diagnostic: { file, line: at, column: null, severity, code, message },
        });
      }
      if (start > 0 && open) emit({ kind: "failure", startLine: start, endLine, weight: 0.9 });
      open = null;
    };
    return {
      line(text, lineNumber) {
        lastLine = lineNumber;
        const opened = head.exec(text);
        if (opened) {
          give(lineNumber - 1);
          file = opened[1] ?? null;
          start = lineNumber;
          return true;
        }
        const found = finding.exec(text);
        if (found) {
          give(lineNumber - 1);
          if (open === null && start === 0) start = lineNumber;
          open = {
            line: lineNumber,
            severity: found[1] ?? "",
            code: found[2] ?? "",
            message: found[3]?.trim() ?? "",
            at: null,
          };
          return true;
        }
        if (open && open.at === null) open.at = Number(position.exec(text)?.[1] ?? 0) || null;
        if (lineNumber - start < LINES_MAX && !text.startsWith("##[") && !/^\S/.test(text)) return true;
        give(lineNumber - 1);
        start = 0;
        return false;
      },
      end() {
        give(lastLine);
      },
    };
  },
};
