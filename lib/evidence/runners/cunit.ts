import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** CUnit: "  Test: adds prices ...FAILED" with "    1. basket.c:9  - CU_ASSERT(…)" below, and a table of sums. */
export const cunit = testListing({
  id: "CUnit",
  triggers: ["^  test: ", "^               tests "],
  failed: [
    { pattern: /^ {2}Test: (?<id>\S.*?) ?\.\.\. ?FAILED$/, until: /^ {2}Test: |^Suite: |^Run Summary:|^$/ },
  ],
  totals: (text) =>
    groupTotals(/^ {15}tests +(?<total>\d+) +\d+ +(?<passed>\d+) +(?<failed>\d+) +\d+$/.exec(text)),
});
