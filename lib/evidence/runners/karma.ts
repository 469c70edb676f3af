import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 60;
/** "Chrome Headless 120.0.0.0 (Linux x86_64)" */
const failed = /^((?:[A-Z]\w*)(?: [A-Z]\w*)* [\d.]+ \([^()]*\)):? (\S.*) FAILED$/;
const executed = /^([A-Z]\w*(?: [A-Z]\w*)* [\d.]+ \([^()]*\)):? Executed (\d+) of \d+(.*)/;
const completed = /^✔ (\d+) tests? completed$/;
const more = /^(?:ℹ|✖) (\d+) tests? (skipped|failed)$/;
const treeStart = /^FAILED TESTS:$/;
const cross = /^( +)✖ (\S.*)$/;

interface Run {
  line: number;
  run: number;
  failed: number;
  skipped: number;
}

interface Block {
  startLine: number;
  id: string;
  message?: string;
}

/**
 * Karma's own reporters ("Chrome 120 (Linux) Suite test FAILED"; the last "Executed 3 of 3 (1 FAILED)" of each browser
 * counts), and karma-mocha-reporter ("✔ 3 tests completed", then the failed tests as a tree).
 */
export const karma: Family = {
  id: "karma",
  triggers: [") FAILED", " FAILED", "Executed 0", "tests completed", "test completed", "^FAILED TESTS:"],
  open(emit, log) {
    const runs = new Map<string, Run>();
    let summary: Run | null = null;
    let block: Block | null = null;
    let tree: { titles: { indent: number; title: string }[]; startLine: number } | null = null;
    const close = (endLine: number) => {
      if (block) {
        emit({ kind: "failed-test", ...block, endLine });
        emit({ kind: "failure", startLine: block.startLine, endLine, weight: 0.9 });
      }
      block = null;
    };
    const closeSummary = () => {
      if (summary) giveRun(emit, summary);
      summary = null;
    };
    return {
      line(text, lineNumber) {
        const test = failed.exec(text);
        if (test?.[2]) {
          close(lineNumber - 1);
          block = { id: test[2], startLine: lineNumber };
          return true;
        }
        const done = executed.exec(text);
        if (done?.[1]) {
          close(lineNumber - 1);
          runs.set(done[1], readExecuted(Number(done[2]), done[3] ?? "", lineNumber));
          return false;
        }
        const total = completed.exec(text);
        if (total) {
          closeSummary();
          summary = { line: lineNumber, run: Number(total[1]), failed: 0, skipped: 0 };
          return true;
        }
        if (treeStart.test(text)) {
          closeSummary();
          tree = { titles: [], startLine: lineNumber };
          return true;
        }
        if (tree) {
          if (/^\S/.test(text) || lineNumber - tree.startLine > 2000) tree = null;
          else readTree(emit, tree.titles, text, lineNumber);
          return tree !== null;
        }
        if (summary) {
          const part = more.exec(text);
          if (part) summary[part[2] === "failed" ? "failed" : "skipped"] += Number(part[1]);
          if (part) summary.run += Number(part[1]);
          if (lineNumber - summary.line > 6) closeSummary();
          return summary !== null;
        }
        if (!block) return false;
        if (/^\S/.test(text) || lineNumber - block.startLine > BLOCK_LINES_MAX) close(lineNumber - 1);
        else block.message ??= text.trim() || undefined;
        return block !== null;
      },
      end() {
        close(block ? log.lineCount : 0);
        closeSummary();
        for (const run of runs.values()) giveRun(emit, run);
      },
    };
  },
};

/** " (1 FAILED) (skipped 2) (0.5 secs / 0.4 secs)"; a browser where all failed says "(3 FAILED)" too. */
function readExecuted(run: number, rest: string, line: number): Run {
  const failures = Number(/\((\d+) FAILED\)/.exec(rest)?.[1] ?? 0);
  const skipped = Number(/\(skipped (\d+)\)/.exec(rest)?.[1] ?? 0);
  return { line, run: run + skipped, failed: failures, skipped };
}

function readTree(
  emit: Emit,
  titles: { indent: number; title: string }[],
  text: string,
  lineNumber: number,
): void {
  if (text.trim() === "") return;
  const indent = text.length - text.trimStart().length;
  while ((titles.at(-1)?.indent ?? -1) >= indent) titles.pop();
  const test = cross.exec(text);
  if (test?.[2]) {
    const id = [...titles.map(({ title }) => title), test[2]].join(" ");
    emit({ kind: "failed-test", id, startLine: lineNumber, endLine: lineNumber });
    emit({ kind: "failure", startLine: lineNumber, endLine: lineNumber + 4, weight: 0.8 });
  } else if (titles.length < 20) titles.push({ indent, title: text.trim() });
}

function giveRun(emit: Emit, { line, run, failed: failures, skipped }: Run): void {
  emit({ kind: "counts", line, run, passed: run - failures - skipped, failed: failures, skipped });
  if (failures > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
