import { testListing } from "./test-listing";
import { type Outcome, tally } from "./totals";

const words: Readonly<Record<string, Outcome | null>> = {
  failed: "failed",
  passed: "passed",
  "expected fail": "passed",
  skipped: "skipped",
  todo: "skipped",
};

/** " FAIL  path > suite > test" with the error below, and "Tests  1 failed | 2 passed (3)". */
export const vitest = testListing({
  id: "vitest",
  triggers: [" FAIL  ", "      Tests  0"],
  failed: [
    { pattern: /^ FAIL {2}(?:\|[^|]+\| )?(?<id>(?<file>\S+) > \S.*)$/, until: /^ FAIL |^⎯|^ Test Files / },
  ],
  totals(text) {
    const found = /^ {4,8}Tests {2}(\d.*?) \(\d+\)$/.exec(text);
    return found?.[1] ? tally(found[1], words) : null;
  },
});
