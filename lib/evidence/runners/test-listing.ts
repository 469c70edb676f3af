import type { Emit, Family, LogView } from "../family";
import { type Totals, toCounts } from "./totals";

const BLOCK_LINES_MAX = 120;
const ABOVE_LINES_MAX = 60;
const SECTION_LINES_MAX = 5000;

type Groups = Readonly<Record<string, string | undefined>>;

/** How a line tells of a failed test. Groups: `id`; also `file`, `line`, `message`. */
export interface FailedTestRule {
  readonly pattern: RegExp;
  /** The name stands on the line before (after) the one that `pattern` fits, with the same groups. */
  readonly nameAbove?: RegExp;
  readonly nameBelow?: RegExp;
  /** Holds only in the list that `TestListing.list` opens. */
  readonly isListed?: true;
  /** The lines below explain the failure, up to the one before this. */
  readonly until?: RegExp;
  /** The lines above explain the failure, from the one behind the last that fits this. */
  readonly explainedAfter?: RegExp;
}

/** A runner that names each failed test on one line and sums up on one line. */
export interface TestListing {
  readonly id: string;
  readonly triggers: readonly string[];
  readonly failed: readonly FailedTestRule[];
  /** The list of what failed begins after the line `from` and ends before the line `to`. */
  readonly list?: { readonly from: RegExp; readonly to: RegExp };
  /** The numbers of a line that sums a run up; null: this line does not. */
  readonly totals?: (text: string, log: LogView, lineNumber: number) => Totals | null;
}

interface Test {
  id: string;
  file?: string;
  line?: number;
  message?: string;
}

interface Block extends Test {
  startLine: number;
  until: RegExp;
}

export function testListing(listing: TestListing): Family {
  const { id, triggers } = listing;
  return { id, triggers, open: (emit, log) => new ListingReader(listing, emit, log) };
}

class ListingReader {
  private block: Block | null = null;
  private listStart = 0;
  private expected: FailedTestRule | null = null;

  constructor(
    private readonly listing: TestListing,
    private readonly emit: Emit,
    private readonly log: LogView,
  ) {}

  line(text: string, lineNumber: number): boolean {
    const found = this.find(text, lineNumber);
    if (found) this.take(found.test, found.rule, found.startLine, lineNumber);
    else if (this.expected === null && !this.readTotals(text, lineNumber)) this.readOn(text, lineNumber);
    return this.block !== null || this.listStart > 0 || this.expected !== null;
  }

  end(): void {
    this.close(this.block ? this.log.lineCount : 0);
  }

  private find(text: string, lineNumber: number) {
    const expected = this.expected;
    this.expected = null;
    if (expected?.nameBelow) {
      const test = testOf(expected.nameBelow.exec(text)?.groups);
      if (test) return { test, rule: expected, startLine: lineNumber - 1 };
    }
    for (const rule of this.listing.failed) {
      if (rule.isListed && this.listStart === 0) continue;
      const match = rule.pattern.exec(text);
      if (!match) continue;
      if (rule.nameBelow) {
        this.close(lineNumber - 1);
        this.expected = rule;
        return null;
      }
      const groups = rule.nameAbove
        ? rule.nameAbove.exec(this.log.text(lineNumber - 1))?.groups
        : match.groups;
      const test = testOf(groups);
      if (test) return { test, rule, startLine: rule.nameAbove ? lineNumber - 1 : lineNumber };
    }
    return null;
  }

  private take(test: Test, rule: FailedTestRule, startLine: number, lineNumber: number): void {
    this.close(startLine - 1);
    if (rule.until) this.block = { ...test, startLine, until: rule.until };
    else if (rule.explainedAfter) this.giveFromAbove(test, rule.explainedAfter, lineNumber);
    else {
      this.emit({ kind: "failed-test", ...test });
      this.emit({ kind: "summary", startLine, endLine: lineNumber, weight: 0.6 });
    }
  }

  private giveFromAbove(test: Test, boundary: RegExp, endLine: number): void {
    const first = Math.max(1, endLine - ABOVE_LINES_MAX);
    let startLine = endLine;
    while (startLine > first && !boundary.test(this.log.text(startLine - 1))) startLine--;
    while (startLine < endLine && this.log.text(startLine).trim() === "") startLine++;
    const message = startLine < endLine ? this.log.text(startLine).trim() : undefined;
    this.emit({ kind: "failed-test", ...test, message: test.message ?? message, startLine, endLine });
    if (startLine < endLine) this.emit({ kind: "failure", startLine, endLine, weight: 0.9 });
    else this.emit({ kind: "summary", startLine, endLine, weight: 0.6 });
  }

  private readTotals(text: string, line: number): boolean {
    const totals = this.listing.totals?.(text, this.log, line);
    if (!totals) return false;
    this.close(line - 1);
    const counts = toCounts(totals);
    this.emit({ kind: "counts", line, ...counts });
    if (counts.failed > 0) this.emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
    return true;
  }

  private readOn(text: string, lineNumber: number): void {
    const { list } = this.listing;
    if (list?.from.test(text)) {
      this.close(lineNumber - 1);
      this.listStart = lineNumber;
    } else if (list?.to.test(text) || lineNumber - this.listStart > SECTION_LINES_MAX) {
      this.listStart = 0;
    }
    if (!this.block) return;
    if (this.block.until.test(text) || lineNumber - this.block.startLine > BLOCK_LINES_MAX) {
      this.close(lineNumber - 1);
      return;
    }
    this.block.message ??= text.trim() || undefined;
  }

  private close(endLine: number): void {
    if (!this.block) return;
    const { until: _, ...test } = this.block;
    this.emit({ kind: "failed-test", ...test, endLine });
    this.emit({ kind: "failure", startLine: test.startLine, endLine, weight: 0.9 });
    this.block = null;
  }
}

function testOf(groups: Groups | undefined): Test | null {
  const id = groups?.id?.trim();
  if (!id) return null;
  return {
    id,
    file: groups?.file,
    line: groups?.line === undefined ? undefined : Number(groups.line),
    message: groups?.message?.trim() || undefined,
  };
}
