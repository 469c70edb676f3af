import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** "The following tests FAILED:" with "	  2 - name (Failed)" below, "67% tests passed, 1 tests failed out of 3". */
export const ctest = testListing({
  id: "ctest",
  triggers: ["The following tests FAILED:", " tests passed, "],
  list: {
    from: /^The following tests FAILED:$/,
    to: /^(?:Errors while running CTest|The following tests did not run|$)/,
  },
  failed: [
    {
      pattern: /^\s+\d+ - (?<id>\S+) \((?<message>[^()]+)\)/,
      isListed: true,
    },
  ],
  totals: (text) =>
    groupTotals(/^\d+% tests passed, (?<failed>\d+) tests? failed out of (?<total>\d+)$/.exec(text)),
});
