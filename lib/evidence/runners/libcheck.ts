import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** Check for C: "basket.c:9:F:core:adds:0: Assertion …" and "33%: Checks: 3, Failures: 1, Errors: 1". */
export const libcheck = testListing({
  id: "check",
  triggers: ["0:F:", "0:E:", ": Checks: 0"],
  failed: [
    {
      pattern: /^(?<file>[^\s:]+):(?<line>\d+):[FE]:[^:]{1,100}:(?<id>\w+):\d+: (?<message>.*)$/,
    },
  ],
  totals: (text) =>
    groupTotals(/^\d+%: Checks: (?<total>\d+), Failures: (?<failed>\d+), Errors: (?<errors>\d+)$/.exec(text)),
});
