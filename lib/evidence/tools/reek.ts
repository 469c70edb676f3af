import type { Family } from "../family";

const heading = /^(?<file>\S[^:]{0,300}\.rb) -- [1-9]\d{0,5} warnings?:$/;
const smell = /^\s+\[(?<line>\d{1,7})(?:, \d{1,7})*\]:(?<message>(?<code>[A-Z]\w{1,60}): \S.*)$/;

/** Reek as it lists by default: a heading for each file, below it the lines in brackets, the smell and what it is about. */
export const reek: Family = {
  id: "reek",
  triggers: [".rb -- 0"],
  open(emit) {
    let file: string | null = null;
    return {
      line(text, lineNumber) {
        const opened = heading.exec(text.trimEnd())?.groups?.file;
        if (opened) {
          file = opened;
          return true;
        }
        const found = smell.exec(text.trimEnd())?.groups;
        if (file === null || !found) {
          file = null;
          return false;
        }
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file,
            line: Number(found.line),
            column: null,
            severity: "warning",
            code: found.code ?? null,
            message: found.message ?? "",
          },
        });
        return true;
      },
    };
  },
};
