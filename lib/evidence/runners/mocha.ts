import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 200;
const summary = /^ *(\d+) (passing|pending|failing)\b/;
/** Before version 1.10: "✔ 2 tests complete (3 ms)", "✖ 1 of 3 tests failed:". */
const oldSummary = /^ *(?:\S )?(?:(\d+) tests? complete(?: \(.*\))?|(\d+) of (\d+) tests? failed:)$/;
const heading = /^ {1,6}(\d+)\) (.*)$/;
const frame = /^\s+at /;

interface Test {
  titles: string[];
  indent: number;
  isNamed: boolean;
  startLine: number;
  lastLine: number;
  message?: string;
}

/**
 * Mocha's epilogue: "12 passing (3s)", "1 pending", "2 failing", then each failure with its titles one below the other,
 * as every reporter that ends like the spec reporter prints it. Old versions put all titles on one line.
 */
export const mocha: Family = {
  id: "mocha",
  triggers: [
    " tests complete",
    " test complete",
    " tests failed:",
    " test failed:",
    " 0 passing",
    "0 passing (",
    " 0 pending",
    " 0 failing",
  ],
  open(emit) {
    let counts: Record<string, number> | null = null;
    let countsLine = 0;
    let given = "";
    let test: Test | null = null;
    let left = 0;
    let blankLines = 0;
    const closeTest = () => {
      if (test) give(emit, test);
      test = null;
    };
    const closeCounts = () => {
      if (!counts) return;
      const { passing = 0, pending = 0, failing = 0 } = counts;
      const key = `${passing}/${pending}/${failing}`;
      // A wrapper such as lerna prints what a package said a second time.
      if (key !== given) {
        emit({ kind: "counts", line: countsLine, passed: passing, failed: failing, skipped: pending });
      }
      if (failing > 0)
        emit({ kind: "summary", startLine: Math.max(1, countsLine - 2), endLine: countsLine, weight: 0.6 });
      given = key;
      counts = null;
    };
    return {
      line(text, lineNumber) {
        const old = oldSummary.exec(text);
        if (old) {
          closeTest();
          closeCounts();
          const failing = Number(old[2] ?? 0);
          counts = { passing: Number(old[1] ?? Number(old[3]) - failing), failing };
          countsLine = lineNumber;
          blankLines = 0;
          left = failing;
          return true;
        }
        const total = summary.exec(text);
        const word = total?.[2];
        if (total && word && (word === "passing" || counts)) {
          if (word === "passing") {
            closeTest();
            closeCounts();
            counts = {};
          }
          if (counts) counts[word] = Number(total[1]);
          countsLine = lineNumber;
          blankLines = 0;
          left = word === "failing" ? Number(total[1]) : 0;
          return true;
        }
        if (counts && text.trim() === "" && ++blankLines < 4) return true;
        if (counts) closeCounts();
        const head = heading.exec(text);
        if (head && left > 0) {
          closeTest();
          left--;
          const indent = text.indexOf(head[1] ?? "");
          test = {
            titles: [head[2] ?? ""],
            indent: indent + 5,
            isNamed: false,
            startLine: lineNumber,
            lastLine: lineNumber,
          };
          return true;
        }
        if (!test) return false;
        if (
          lineNumber - test.startLine > BLOCK_LINES_MAX ||
          (left === 0 && isBeyond(test, text, lineNumber))
        ) {
          closeTest();
          return left > 0;
        }
        read(test, text, lineNumber);
        return true;
      },
      end() {
        closeCounts();
        closeTest();
      },
    };
  },
};

/** Titles stand two columns deeper than the message; the message ends them. */
function read(test: Test, text: string, lineNumber: number): void {
  if (text.trim() === "") {
    if (test.titles[0] === "" && test.titles.length === 1) return;
    test.isNamed ||= test.titles.length > 1 || (test.titles[0] ?? "").endsWith(":");
    return;
  }
  const depth = text.length - text.trimStart().length;
  if (!test.isNamed && depth >= test.indent && test.titles.length < 20) test.titles.push(text.trim());
  else {
    test.isNamed = true;
    test.message ??= text.trim();
  }
  test.lastLine = lineNumber;
}

/** The last failure has no heading after it: it ends two blank lines, or its stack, below. */
function isBeyond(test: Test, text: string, lineNumber: number): boolean {
  if (!test.isNamed || text.trim() === "") return lineNumber - test.lastLine > 3;
  if (lineNumber - test.lastLine > 1) return !frame.test(text) && !/^\s{4,}/.test(text);
  return !/^\s/.test(text);
}

function give(emit: Emit, { titles, message, startLine, lastLine: endLine }: Test): void {
  const id = titles.join(" ").trim().replace(/:$/, "");
  emit({ kind: "failed-test", id, message, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.95 });
}
