import type { Family } from "../family";

const heading = /The following files (?:had format violations|are not formatted):?\s*$/;
const path = /^(?:\[ERROR\] )?\s{2,}(?<file>[^\s@+-]\S*\.\w+)$/;
const FILES_MAX = 500;

/** Spotless: a heading, then each file that is not formatted with its difference below it. */
export const spotless: Family = {
  id: "spotless",
  triggers: ["had format violations", "files are not formatted"],
  open(emit) {
    let files = 0;
    return {
      line(text, lineNumber) {
        if (heading.test(text)) {
          files = 0;
          return true;
        }
        const file = path.exec(text.trimEnd())?.groups?.file;
        if (!file) return /^(?:\[ERROR\] )?\s{2,}|^\s*$/.test(text) && files < FILES_MAX;
        files++;
        emit({
          kind: "diagnostic",
          startLine: lineNumber,
          endLine: lineNumber,
          diagnostic: {
            file,
            line: null,
            column: null,
            severity: "error",
            code: null,
            message: "The file is not formatted.",
          },
        });
        return files < FILES_MAX;
      },
    };
  },
};
