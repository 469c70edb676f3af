import type { Family } from "../family";

const place = /^In file: (?<file>\S.*):(?<line>\d+)$/;

/** ERB Lint: the message, then "In file: path:line" below it. */
export const erbLint: Family = {
  id: "erb-lint",
  triggers: ["^in file: "],
  open: (emit, log) => ({
    line(text, lineNumber) {
      const at = place.exec(text.trimEnd())?.groups;
      const message = log.text(lineNumber - 1).trim();
      if (!at || message === "") return false;
      emit({
        kind: "diagnostic",
        startLine: lineNumber - 1,
        endLine: lineNumber,
        diagnostic: {
          file: at.file ?? null,
          line: Number(at.line),
          column: null,
          severity: "warning",
          code: null,
          message,
        },
      });
      return false;
    },
  }),
};
