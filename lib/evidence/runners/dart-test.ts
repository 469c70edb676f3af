import type { Family } from "../family";

const progress = /^\d\d:\d\d(?::\d\d)? \+(\d+)(?: ~(\d+))?(?: -(\d+))?: (.*)$/;
const failed = /^(\S.*) \[E\]$/;
const ended = /^(?:Some tests failed\.|All tests passed!)$/;
const BLOCK_LINES_MAX = 60;

/** dart test and flutter test: "00:01 +2 ~1 -1: basket adds prices [E]", and "Some tests failed." behind the last totals. */
export const dartTest: Family = {
  id: "dart test",
  triggers: [" [E]", ": Some tests failed.", ": All tests passed!"],
  open(emit) {
    let id = "";
    let startLine = 0;
    let message: string | undefined;
    const close = (endLine: number) => {
      if (id !== "") {
        emit({ kind: "failed-test", id, message, startLine, endLine });
        emit({ kind: "failure", startLine, endLine, weight: 0.9 });
      }
      id = "";
      message = undefined;
    };
    return {
      line(text, lineNumber) {
        const found = progress.exec(text);
        if (found) {
          close(lineNumber - 1);
          const [, passes, skips, failures, what = ""] = found;
          if (ended.test(what)) {
            const counts = {
              passed: Number(passes),
              failed: Number(failures ?? 0),
              skipped: Number(skips ?? 0),
            };
            emit({ kind: "counts", line: lineNumber, ...counts });
          }
          id = failed.exec(what)?.[1] ?? "";
          startLine = lineNumber;
          return id !== "";
        }
        if (id === "") return false;
        if (lineNumber - startLine > BLOCK_LINES_MAX || /^\S/.test(text)) {
          close(lineNumber - 1);
          return false;
        }
        message ??= text.trim() || undefined;
        return true;
      },
      end: () => close(startLine),
    };
  },
};
