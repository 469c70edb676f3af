import type { Emit, Family } from "../family";
import { toCounts } from "./totals";

const BLOCK_LINES_MAX = 300;
const heading = /^(?:FAIL|ERROR|UNEXPECTED SUCCESS): (\S.*)$/;
/** Nothing but the rule: pytest's own totals stand between two. */
const rule = /^={10,}$/;
const ran = /^Ran (\d+) tests? in /;
const outcome = /^(?:OK|FAILED|PASSED|NO TESTS RAN)(?: \(([^)]*)\))?$/;
const part = /^([a-zA-Z ]+)=(\d+)$/;

/** What nose says where a test module could not even be imported: the class of the error is the name. */
const notImported = /^(Failure: [\w.]+) \((.*)\)$/;

interface Block {
  id: string;
  message?: string;
  startLine: number;
}

/** Python's unittest, nose, Django and tornado: a ruled block for each failure, then "Ran 3 tests", then the outcome. */
export const unittest: Family = {
  id: "unittest",
  triggers: [
    "^FAIL: ",
    "^ERROR: ",
    "^UNEXPECTED SUCCESS: ",
    "^Ran 0",
    "^======================================================================",
  ],
  open(emit, log) {
    let block: Block | null = null;
    let executed: number | null = null;
    let ranLine = 0;
    const close = (endLine: number) => {
      if (block) give(emit, block, endLine);
      block = null;
    };
    return {
      line(text, lineNumber) {
        // Where colours are spelled out between the letters, no word of the next line wakes us.
        if (text.startsWith("==========")) return true;
        const head = heading.exec(text);
        if (head?.[1] && rule.test(log.text(lineNumber - 1))) {
          close(lineNumber - 2);
          const broken = notImported.exec(head[1]);
          block = { id: broken?.[1] ?? head[1].trim(), message: broken?.[2], startLine: lineNumber };
          return true;
        }
        const total = ran.exec(text);
        if (total) {
          close(lineNumber - 2);
          executed = Number(total[1]);
          ranLine = lineNumber;
          return true;
        }
        if (executed !== null) {
          const result = outcome.exec(text);
          if (result) giveCounts(emit, executed, result[1] ?? "", lineNumber);
          if (result || lineNumber - ranLine > 5) executed = null;
          return executed !== null;
        }
        if (!block) return false;
        if (lineNumber - block.startLine > BLOCK_LINES_MAX) close(lineNumber - 1);
        else if (/^[A-Za-z_][\w.]*(?:Error|Exception|Failure|Exit|Warning)\b/.test(text))
          block.message = text;
        return block !== null;
      },
      end: () => close(block ? log.lineCount : 0),
    };
  },
};

function give(emit: Emit, { id, message, startLine }: Block, endLine: number): void {
  emit({ kind: "failed-test", id, message, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.95 });
}

function giveCounts(emit: Emit, executed: number, details: string, line: number): void {
  const found = new Map<string, number>();
  for (const detail of details.split(",")) {
    const [, name = "", count] = part.exec(detail.trim()) ?? [];
    found.set(name.toLowerCase(), Number(count));
  }
  const failed =
    (found.get("failures") ?? 0) + (found.get("errors") ?? 0) + (found.get("unexpected successes") ?? 0);
  const skipped = found.get("skipped") ?? found.get("skip") ?? found.get("skips") ?? 0;
  emit({ kind: "counts", line, ...toCounts({ executed, failed, skipped }) });
  if (failed > 0) emit({ kind: "summary", startLine: Math.max(1, line - 2), endLine: line, weight: 0.6 });
}
