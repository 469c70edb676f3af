import { testListing } from "./test-listing";
import { tally } from "./totals";

const words = {
  failed: "failed",
  passed: "passed",
  skipped: "skipped",
  todo: "skipped",
  todos: "skipped",
  incomplete: "skipped",
  risky: "passed",
  warning: "passed",
  warnings: "passed",
  deprecated: "passed",
} as const;

/** Pest and Laravel's artisan test: "  FAILED  Tests\Unit\BasketTest > it adds prices", "  Tests:    1 failed, 2 passed (4 assertions)". */
export const pest = testListing({
  id: "pest",
  triggers: ["  FAILED  ", "^  Tests:  "],
  failed: [
    {
      pattern: /^ {2}FAILED {2}(?<id>[\w\\]+ > \S+(?: \S+)*)(?: {2,}(?<message>.*))?/,
      until: /^ {2}(?:FAILED|Tests:)/,
    },
  ],
  totals(text) {
    const found = /^ {2}Tests: {2,}(\d[^()]*)(?: \(\d+ assertions?\))?$/.exec(text);
    return found?.[1] ? tally(found[1], words) : null;
  },
});
