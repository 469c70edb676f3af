import type { Emit, Family } from "../family";

const NAMES_MAX = 5000;
const BLOCK_LINES_MAX = 200;
const verdict = /^(?:FAIL|ERROR|XPASS): (\S+)$/;
const blockEnd = /^(?:FAIL|ERROR|XPASS) \S+ \(exit status: \d+\)$/;
const parts = /^# (TOTAL|PASS|SKIP|XFAIL|FAIL|XPASS|ERROR): +(\d+)$/;

/**
 * Automake's `make check`: "FAIL: basket-test" for each program, the sums ("# FAIL:  1"), and test-suite.log where that is
 * shown: the name again over a rule, then all that the program printed, up to "FAIL basket-test (exit status: 1)".
 */
export const automake: Family = {
  id: "automake",
  triggers: ["^fail: ", "^error: ", "^xpass: ", "^fail ", "^error ", "^# total:"],
  open(emit, log) {
    let names = new Map<string, number>();
    let block: { name: string; startLine: number } | null = null;
    let sums: { line: number; counts: Map<string, number> } | null = null;
    return {
      line(text, lineNumber) {
        const sum = parts.exec(text);
        if (sum?.[1]) {
          if (sum[1] === "TOTAL") sums = { line: lineNumber, counts: new Map() };
          sums?.counts.set(sum[1], Number(sum[2]));
          if (sum[1] === "ERROR" && sums) {
            giveSums(emit, sums.line, sums.counts);
            for (const [id, line] of names) emit({ kind: "failed-test", id, startLine: line, endLine: line });
            names = new Map();
            sums = null;
          }
          return sums !== null || block !== null;
        }
        if (block && (blockEnd.test(text) || lineNumber - block.startLine > BLOCK_LINES_MAX)) {
          giveBlock(emit, block, lineNumber);
          block = null;
          return false;
        }
        const name = verdict.exec(text)?.[1];
        // A rule below the name: the part of test-suite.log that tells of this program begins.
        if (!name && /^={3,}$/.test(text)) {
          const above = verdict.exec(log.text(lineNumber - 1))?.[1];
          if (above) block = { name: above, startLine: lineNumber - 1 };
        }
        if (name && names.size < NAMES_MAX) names.set(name, lineNumber);
        return name !== undefined || block !== null || sums !== null;
      },
    };
  },
};

function giveBlock(
  emit: Emit,
  { name: id, startLine }: { name: string; startLine: number },
  endLine: number,
): void {
  emit({ kind: "failed-test", id, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.93 });
}

function giveSums(emit: Emit, line: number, counts: ReadonlyMap<string, number>): void {
  const of = (...words: string[]) => words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
  const failed = of("FAIL", "XPASS", "ERROR");
  const total = of("TOTAL");
  const skipped = of("SKIP");
  emit({ kind: "counts", line, run: total, passed: total - failed - skipped, failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: line, endLine: line + 6, weight: 0.6 });
}
