import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** "Class > method FAILED" with its stack below, "12 tests completed, 1 failed, 2 skipped"; Kotlin's "Class.method[jvm] FAILED". */
export const gradle = testListing({
  id: "gradle",
  triggers: [" FAILED", "] FAILED", " tests completed, ", " test completed, "],
  failed: [
    { pattern: /^(?<id>[^\s>][^\t>]* > [^\t]*\S) FAILED$/, until: /^\S/ },
    { pattern: /^(?<id>[\w$]+\.[^\s[]+\[[\w, ]+\]) FAILED$/, until: /^\S|^$/ },
  ],
  totals: (text) =>
    groupTotals(
      /^(?<executed>\d+) tests? completed, (?<failed>\d+) failed(?:, (?<skipped>\d+) skipped)?$/.exec(text),
    ) ?? null,
});
