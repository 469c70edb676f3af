import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** TestNG's own console: "FAILED: method(…)" and "Total tests run: 3, Failures: 1, Skips: 0". */
export const testng = testListing({
  id: "TestNG",
  triggers: ["^FAILED: ", "^Total tests run: ", "[testng] FAILED: ", "[testng] Total tests run: "],
  failed: [
    {
      pattern: /^(?:\s*\[testng\] )?FAILED: (?<id>[\w.$]+(?:\(.*\))?)$/,
      until: /^(?:\s*\[testng\] )?(?:\S+: \S+$|=====|$)/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?:\s*\[testng\] )?Total tests run: (?<total>\d+),(?: Passes: \d+,)? Failures: (?<failed>\d+), Skips: (?<skipped>\d+)$/.exec(
        text,
      ),
    ),
});
