import type { Emit, Family } from "../family";

const BLOCK_LINES_MAX = 200;
const sectionEnd =
  /^(?:PASS|FAIL|Test Suites:|Tests:|Snapshots:|Summary of all failing tests|Ran all test suites)/;
const total = /^Tests:\s/;
const part = /(\d{1,9}) (failed|passed|skipped|todo|total)/g;

/** Headings with the failure bullet that name no test. */
const noTest =
  /^(?:Console|(?:Validation|Deprecation|Configuration) (?:Warning|Error)|Invalid |Multiple configs found|Test suite failed to run|Cannot log after tests are done|process\.exit called)/;

interface Block {
  id: string;
  startLine: number;
  message?: string;
}

/** "  ● Suite › test", its message and stack, until the next bullet or summary. */
export const jest: Family = {
  id: "jest",
  triggers: ["● ", "^Tests: "],
  open(emit, log) {
    let block: Block | null = null;
    let file: string | undefined;
    const close = (endLine: number) => {
      if (block) give(emit, block, endLine, file);
      block = null;
    };
    return {
      line(text, lineNumber) {
        const bullet = /^ {0,4}● (.+)$/.exec(text);
        if (bullet?.[1]) {
          close(lineNumber - 1);
          block = { id: bullet[1].trim(), startLine: lineNumber };
          file = undefined;
          return true;
        }
        if (total.test(text) && text.includes(" total")) emitCounts(emit, text, lineNumber);
        if (!block) return false;
        if (sectionEnd.test(text) || lineNumber - block.startLine >= BLOCK_LINES_MAX) {
          close(lineNumber - 1);
          return false;
        }
        if (block.message === undefined && text.trim() !== "") block.message = text.trim();
        file ??= /^\s+at (?:.* )?\(?([\w./@-]+\.(?:test|spec)\.[cm]?[jt]sx?):\d+:\d+\)?$/.exec(text)?.[1];
        return true;
      },
      end: () => close(block ? log.lineCount : 0),
    };
  },
};

function give(emit: Emit, block: Block, endLine: number, file: string | undefined): void {
  const { id, startLine, message } = block;
  if (noTest.test(id)) {
    if (!id.startsWith("Console")) emit({ kind: "failure", startLine, endLine, weight: 0.9 });
    return;
  }
  emit({ kind: "failed-test", id, startLine, endLine, message, file });
  emit({ kind: "failure", startLine, endLine, weight: 0.95 });
}

function emitCounts(emit: Emit, text: string, line: number): void {
  const found = new Map<string, number>();
  for (const match of text.matchAll(part)) found.set(match[2] ?? "", Number(match[1]));
  const skipped = (found.get("skipped") ?? 0) + (found.get("todo") ?? 0);
  const failed = found.get("failed") ?? 0;
  emit({ kind: "counts", line, run: found.get("total"), passed: found.get("passed"), failed, skipped });
  if (failed > 0) emit({ kind: "summary", startLine: line - 1, endLine: line, weight: 0.6 });
}
