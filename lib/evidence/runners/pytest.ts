import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 300;
const listed = /^(?:FAILED|ERROR) ([^\s:]+\.py(?:::.+?)?)(?: - (.*))?$/;
const heading = /^_{3,} (?:ERROR at (?:setup|teardown) of |ERROR collecting )?(\S.*?) _{3,}$/;
const totals =
  /^(?:=+ )?(?:\d+ (?:failed|passed|skipped|deselected|xfailed|xpassed|errors?|warnings?|rerun)(?:, )?)+ in [\d.]+ ?s/;
const part = /(\d+) (failed|passed|skipped|xfailed|xpassed|error)/g;
const rule = /^={5,} .+ ={5,}$/;

/** "FAILED path::test - message" of the short summary, the sections "____ test ____", and the last line. */
export const pytest: Family = {
  id: "pytest",
  triggers: ["^FAILED ", "^ERROR ", "^____", " passed", " failed", " error in 0", " errors in 0"],
  open(emit) {
    let startLine = 0;
    const close = (endLine: number) => {
      if (startLine > 0) emit({ kind: "failure", startLine, endLine, weight: 0.9 });
      startLine = 0;
    };
    return {
      line(text, lineNumber) {
        const test = listed.exec(text);
        if (test?.[1]) {
          emit({ kind: "failed-test", id: test[1], file: test[1].split("::")[0], message: test[2] });
          emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
        }
        if (totals.test(text)) emitCounts(emit, text, lineNumber);
        if (heading.test(text)) {
          close(lineNumber - 1);
          startLine = lineNumber;
          return true;
        }
        if (startLine === 0) return false;
        if (rule.test(text) || lineNumber - startLine > BLOCK_LINES_MAX) {
          close(lineNumber - 1);
          return false;
        }
        return true;
      },
      end: () => close(startLine),
    };
  },
};

function emitCounts(emit: Emit, text: string, line: number): void {
  const found = new Map<string, number>();
  for (const match of text.matchAll(part)) found.set(match[2] ?? "", Number(match[1]));
  const failed = (found.get("failed") ?? 0) + (found.get("error") ?? 0);
  const passed = (found.get("passed") ?? 0) + (found.get("xpassed") ?? 0);
  const skipped = (found.get("skipped") ?? 0) + (found.get("xfailed") ?? 0);
  emit({ kind: "counts", line, passed, failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
