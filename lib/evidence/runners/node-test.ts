import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 120;
const place = /^test at (.+):(\d+):\d+$/;
const cross = /^\s*✖ (.+?)(?: \([\d.]+ms\))?$/;
/** Allowed to fail. */
const isExcused = / # (?:TODO|SKIP)\b/;
const count = /^ℹ (tests|pass|fail|cancelled|skipped|todo) (\d+)$/;

interface Block {
  file: string;
  line: number;
  startLine: number;
  id?: string;
  message?: string;
}

/** The spec reporter of node:test: after "✖ failing tests:" every failed test with its place, message and stack. */
export const nodeTest: Family = {
  id: "node:test",
  triggers: [
    "^✖ failing tests:",
    "^test at ",
    "^ℹ tests ",
    "^ℹ pass ",
    "^ℹ fail ",
    "^ℹ cancelled ",
    "^ℹ skipped ",
    "^ℹ todo ",
  ],
  open(emit, log) {
    let block: Block | null = null;
    const counts = new Map<string, number>();
    const close = (endLine: number) => {
      if (block) give(emit, block, endLine);
      block = null;
    };
    return {
      line(text, lineNumber) {
        const counted = count.exec(text);
        if (counted?.[1]) {
          counts.set(counted[1], Number(counted[2]));
          if (counted[1] === "todo") giveCounts(emit, counts, lineNumber);
          return false;
        }
        const at = place.exec(text);
        if (at?.[1]) {
          close(lineNumber - 1);
          block = { file: at[1], line: Number(at[2]), startLine: lineNumber };
          return true;
        }
        if (!block) return false;
        const isOver =
          (block.id !== undefined && /^\S/.test(text)) || lineNumber - block.startLine > BLOCK_LINES_MAX;
        if (isOver) {
          close(lineNumber - 1);
          return false;
        }
        if (block.id === undefined) block.id = cross.exec(text)?.[1];
        else if (block.message === undefined && text.trim() !== "") block.message = text.trim();
        return true;
      },
      end: () => close(block ? log.lineCount : 0),
    };
  },
};

function give(emit: Emit, block: Block, endLine: number): void {
  if (block.id === undefined || isExcused.test(block.id)) return;
  const { id, file, line, message, startLine } = block;
  emit({ kind: "failed-test", id, file, line, message, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.95 });
}

function giveCounts(emit: Emit, counts: Map<string, number>, line: number): void {
  const skipped = (counts.get("skipped") ?? 0) + (counts.get("todo") ?? 0);
  const failed = (counts.get("fail") ?? 0) + (counts.get("cancelled") ?? 0);
  emit({ kind: "counts", line, run: counts.get("tests"), passed: counts.get("pass"), failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: Math.max(1, line - 6), endLine: line, weight: 0.5 });
  counts.clear();
}
