import type { TestCounts } from "@/lib/domain/evidence";
import type { FoundCounts } from "../findings";

/** Totals of all runs of test runners in one log, null if there was none. */
export function totalCounts(found: readonly FoundCounts[]): TestCounts | null {
  if (found.length === 0) return null;
  const total = { run: 0, passed: 0, failed: 0, skipped: 0 };
  for (const counts of found) {
    total.run += counts.run;
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
  return total;
}
