import type { Emit, Family } from "../family";
import { type Totals, toCounts } from "./totals";

const BLOCK_LINES_MAX = 120;

type Groups = Readonly<Record<string, string | undefined>>;

/** A line that names a failed test. Groups: `id`, or `suite` and `name`; also `file`, `line`, `message`. */
export interface FailedTestRule {
  readonly pattern: RegExp;
  /** The name as the runner prints it, where it is not the group `id`. "" says: no test after all. */
  readonly name?: (groups: Groups) => string;
  /** The lines below explain the failure, up to the one before this. */
  readonly until?: RegExp;
}

/** A runner that names each failed test on one line of its own and sums up on one line. */
export interface TestListing {
  readonly id: string;
  readonly triggers: readonly string[];
  readonly failed: readonly FailedTestRule[];
  /** The numbers of a line that sums a run up; null: this line does not. */
  readonly totals?: (text: string) => Totals | null;
  /** Lines without this mark are some other program's; tried before everything else. */
  readonly isForeign?: RegExp;
}

interface Block {
  id: string;
  file?: string;
  line?: number;
  message?: string;
  startLine: number;
  until: RegExp;
}

export function testListing({ id, triggers, failed, totals, isForeign }: TestListing): Family {
  return {
    id,
    triggers,
    open(emit) {
      let block: Block | null = null;
      const close = (endLine: number) => {
        if (block) giveBlock(emit, block, endLine);
        block = null;
      };
      return {
        line(text, lineNumber) {
          if (isForeign?.test(text)) return block !== null;
          const found = match(failed, text);
          if (found) {
            close(lineNumber - 1);
            const { rule, groups, name } = found;
            const test = {
              id: name,
              file: groups.file,
              line: numberOf(groups.line),
              message: groups.message,
            };
            if (rule.until) {
              block = { ...test, startLine: lineNumber, until: rule.until };
              return true;
            }
            emit({ kind: "failed-test", ...test });
            emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
            return false;
          }
          const total = totals?.(text);
          if (total) {
            close(lineNumber - 1);
            const counts = toCounts(total);
            emit({ kind: "counts", line: lineNumber, ...counts });
            if (counts.failed > 0)
              emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
            return false;
          }
          if (!block) return false;
          if (block.until.test(text) || lineNumber - block.startLine > BLOCK_LINES_MAX) {
            close(lineNumber - 1);
            return false;
          }
          block.message ??= text.trim() || undefined;
          return true;
        },
        end: () => close(block ? block.startLine : 0),
      };
    },
  };
}

function match(rules: readonly FailedTestRule[], text: string) {
  for (const rule of rules) {
    const groups = rule.pattern.exec(text)?.groups;
    if (!groups) continue;
    const name = rule.name ? rule.name(groups) : (groups.id ?? "").trim();
    if (name !== "") return { rule, groups, name };
  }
  return null;
}

function giveBlock(emit: Emit, block: Block, endLine: number): void {
  const { id, file, line, message, startLine } = block;
  emit({ kind: "failed-test", id, file, line, message, startLine, endLine });
  emit({ kind: "failure", startLine, endLine, weight: 0.9 });
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
