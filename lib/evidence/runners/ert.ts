import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** Emacs' ERT: "   FAILED  2/3  adds-prices (0.01 sec)", "Ran 3 tests, 2 results as expected, 1 unexpected (…)". */
export const ert = testListing({
  id: "ert",
  triggers: ["   FAILED  ", " results as expected"],
  failed: [
    {
      pattern: /^ {2,}FAILED {1,4}\d+\/\d+ {1,4}(?<id>\S+)(?: \([\d.]+ sec\))?(?: at .*)?$/,
      explainedAfter: /^ {2,}(?:passed|failed|FAILED|skipped) {1,4}\d+\/\d+ |^Running \d+ tests/,
    },
    { pattern: /^ {2,}FAILED {1,4}(?<id>\S+)(?: \([\d.]+ sec\))?(?: at .*)?$/ },
  ],
  totals: (text) =>
    groupTotals(
      /^Ran (?<total>\d+) tests?, (?<passed>\d+) results? as expected(?:, (?<failed>\d+) unexpected)?(?:, (?<skipped>\d+) skipped)?\b/.exec(
        text,
      ),
    ),
});
