import type { Family } from "../family";

const place = /^(?<file>(?:[A-Za-z]:)?[^\s:][^:]*\.pyi?):(?<line>\d+) (?:at|in) [a-z]+ .*:$/;
const rule = /^\s+(?<message>(?<code>D\d{3}): .*)$/;

/** pydocstyle: where, then on the next line which rule and why. */
export const pydocstyle: Family = {
  id: "pydocstyle",
  triggers: [".py:0 ", ".py:00 ", ".py:000 ", ".py:0000 "],
  open(emit) {
    let at: { file: string; line: number } | null = null;
    return {
      line(text, lineNumber) {
        const found = at && rule.exec(text)?.groups;
        if (at && found) {
          emit({
            kind: "diagnostic",
            startLine: lineNumber - 1,
            endLine: lineNumber,
            diagnostic: {
              ...at,
              column: null,
              severity: "warning",
              code: found.code ?? null,
              message: found.message ?? "",
            },
          });
          at = null;
          return false;
        }
        const groups = place.exec(text)?.groups;
        at = groups ? { file: groups.file ?? "", line: Number(groups.line) } : null;
        return at !== null;
      },
    };
  },
};
