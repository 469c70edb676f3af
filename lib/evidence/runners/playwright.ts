import type { Emit, Family } from "../family";

const part =
  /^ {2}(\d+) (failed|timed out|interrupted|flaky|skipped|did not run|passed)\b(?: \([\d.]+m?[smh]\))?$/;
const listed = /^ {4}((?:\[[^\]]+\] › )?([^\s:]+\.\w+):(\d+):\d+ › \S.*?)(?: ─+)?$/;
const heading = /^ {2}\d+\) ((?:\[[^\]]+\] › )?[^\s:]+\.\w+:\d+:\d+ › \S.*?)(?: ─+)?$/;
const BLOCK_LINES_MAX = 80;
const SUMMARY_LINES_MAX = 3000;

interface Block {
  id: string;
  startLine: number;
  message?: string;
}

/**
 * Playwright's reporters tell about each failure while it runs ("  1) [chromium] › a.spec.ts:3:5 › title", retries and flaky
 * ones too) and list at the end what failed for good; this list names the tests.
 */
export const playwright: Family = {
  id: "playwright",
  triggers: ["0 failed", "0 timed out", "0 flaky", "0 passed (", "0) [", ".spec.ts:0", ".test.ts:0"],
  open(emit, log) {
    let counts: Map<string, number> | null = null;
    let startLine = 0;
    let current = "";
    let block: Block | null = null;
    const blocks = new Map<string, Block & { endLine: number }>();
    const closeBlock = (endLine: number) => {
      if (block && blocks.size < 2000) blocks.set(block.id, { ...block, endLine });
      block = null;
    };
    const closeCounts = () => {
      if (counts?.has("passed") || counts?.has("failed")) give(emit, counts, startLine);
      counts = null;
    };
    return {
      line(text, lineNumber) {
        const total = part.exec(text);
        if (total?.[2]) {
          closeBlock(lineNumber - 1);
          if (!counts) startLine = lineNumber;
          counts ??= new Map();
          counts.set(total[2], Number(total[1]));
          current = total[2];
          return true;
        }
        if (counts) {
          const test = listed.exec(text.trimEnd());
          if (test?.[1] && ["failed", "timed out"].includes(current)) {
            const told = blocks.get(test[1]);
            emit({ kind: "failed-test", ...told, id: test[1], file: test[2], line: Number(test[3]) });
          }
          const goesOn = text.startsWith("    ") && lineNumber - startLine < SUMMARY_LINES_MAX;
          if (!goesOn) closeCounts();
          return goesOn;
        }
        const head = heading.exec(text.trimEnd());
        if (head?.[1]) {
          closeBlock(lineNumber - 1);
          block = { id: head[1], startLine: lineNumber };
          return true;
        }
        if (!block) return false;
        if (/^ {0,2}\S/.test(text) || lineNumber - block.startLine > BLOCK_LINES_MAX) {
          emit({ kind: "failure", startLine: block.startLine, endLine: lineNumber - 1, weight: 0.9 });
          closeBlock(lineNumber - 1);
        } else block.message ??= text.trim() || undefined;
        return block !== null;
      },
      end() {
        closeBlock(block ? log.lineCount : 0);
        closeCounts();
      },
    };
  },
};

/** A flaky test has passed in the end. */
function give(emit: Emit, counts: ReadonlyMap<string, number>, line: number): void {
  const of = (word: string) => counts.get(word) ?? 0;
  const failed = of("failed") + of("timed out") + of("interrupted");
  const skipped = of("skipped") + of("did not run");
  emit({ kind: "counts", line, passed: of("passed") + of("flaky"), failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
