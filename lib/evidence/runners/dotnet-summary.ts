import type { LogView } from "../family";
import type { Totals } from "./totals";

const LINES_MAX = 6;
const row = /^ *(total|total tests|passed|succeeded|failed|skipped): (\d+)$/i;

/**
 * The totals that VSTest and Microsoft.Testing.Platform put on lines of their own, read from the line that ends them
 * (" Total time: 1.2 Seconds", "  duration: 1s 24ms"); null where no such lines stand above.
 */
export function summaryAbove(text: string, log: LogView, lineNumber: number): Totals | null {
  if (!/^ Total time: |^ {2}duration: /.test(text)) return null;
  const found = new Map<string, number>();
  for (let line = lineNumber - 1; line >= Math.max(1, lineNumber - LINES_MAX); line--) {
    const [, word, count] = row.exec(log.text(line).trimEnd()) ?? [];
    if (word === undefined) break;
    found.set(word.toLowerCase(), Number(count));
  }
  const total = found.get("total") ?? found.get("total tests");
  if (total === undefined) return null;
  return { total, failed: found.get("failed"), skipped: found.get("skipped") };
}
