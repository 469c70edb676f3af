import type { Emit, Family } from "../family";
import { toCounts } from "./totals";

const STACK_LINES_MAX = 60;
const mark = /^\s*\[(?:junit|junitlauncher|testng|au:antunit)\] ?/;
const suite = /^Testsuite: (\S+)/;
const totals = /^Tests run: (\d+), Failures: (\d+), Errors: (\d+)(?:, Skipped: (\d+))?, Time elapsed:/;
const testcase = /^Testcase: (\S.*?)(?: took [\d.,]+ m?s(?:ec)?|:?\s?(FAILED|Caused an ERROR))?$/;
const verdict = /^\s*(FAILED|Caused an ERROR)\b/;
const crashed = /^T(?:est|EST) (\S+) FAILED(?: \((?:crashed|timeout)\))?$/;

interface Open {
  id: string;
  startLine: number;
  endLine: number;
  hasFailed: boolean;
  message?: string;
}

/** Ant's junit task with its plain and brief formatters: https://ant.apache.org/manual/Tasks/junit.html */
export const antJunit: Family = {
  id: "ant-junit",
  triggers: ["[junit] ", "^Testsuite: ", "^Testcase: ", "[junitlauncher] "],
  open(emit) {
    let suiteName = "";
    let lastTotal = { text: "", line: 0 };
    let test: Open | null = null;
    let hasNamed = false;
    const close = () => {
      if (test?.hasFailed) {
        give(emit, test);
        hasNamed = true;
      }
      test = null;
    };
    return {
      line(raw, lineNumber) {
        const text = raw.replace(mark, "");
        const isMarked = text.length !== raw.length;
        const opened = suite.exec(text);
        if (opened?.[1]) {
          close();
          suiteName = opened[1];
          hasNamed = false;
          return !isMarked;
        }
        const total = totals.exec(text);
        if (total) {
          // The task's own summary and a formatter's, one right below the other, speak of the same run.
          const isRepeated = text === lastTotal.text && lineNumber === lastTotal.line + 1;
          if (!isRepeated && (suiteName !== "" || isMarked)) giveCounts(emit, total, lineNumber);
          lastTotal = { text: isRepeated ? "" : text, line: lineNumber };
          return !isMarked;
        }
        const named = testcase.exec(text);
        if (named?.[1]) {
          close();
          test = {
            id: nameOf(named[1], suiteName),
            startLine: lineNumber,
            endLine: lineNumber,
            hasFailed: named[2] !== undefined,
          };
          return !isMarked;
        }
        const dead = crashed.exec(text);
        if (dead?.[1]) {
          close();
          // Without a formatter that tells of each test the class is all there is to name.
          if (!hasNamed)
            emit({ kind: "failed-test", id: dead[1], startLine: lineNumber, endLine: lineNumber });
          hasNamed = false;
          return false;
        }
        if (!test) return false;
        if (text.trim() === "" || lineNumber - test.startLine > STACK_LINES_MAX) {
          if (test.hasFailed || lineNumber - test.startLine > 1) close();
          return test !== null && !isMarked;
        }
        if (verdict.test(text)) test.hasFailed = true;
        else test.message ??= text.trim();
        test.endLine = lineNumber;
        return !isMarked;
      },
      end: close,
    };
  },
};

/** The brief formatter says "method(Class)", the plain one the method only. */
function nameOf(method: string, suiteName: string): string {
  if (method.endsWith(")") || suiteName === "") return method;
  return `${suiteName}.${method}`;
}

function give(emit: Emit, { id, startLine, endLine, message }: Open): void {
  emit({ kind: "failed-test", id, startLine, endLine, message });
  emit({ kind: "failure", startLine, endLine, weight: 0.95 });
}

function giveCounts(emit: Emit, [, run, failures, errors, skipped]: RegExpExecArray, line: number): void {
  const failed = Number(failures) + Number(errors);
  emit({
    kind: "counts",
    line,
    ...toCounts({ executed: Number(run), failed, skipped: Number(skipped ?? 0) }),
  });
  if (failed > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
