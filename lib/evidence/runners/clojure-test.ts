import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** clojure.test: "FAIL in (adds-prices) (basket_test.clj:12)", "Ran 3 tests containing 5 assertions.", "1 failures, 1 errors." */
export const clojureTest = testListing({
  id: "clojure.test",
  triggers: ["^FAIL in (", "^ERROR in (", " failures, 0"],
  failed: [
    {
      pattern:
        /^(?:FAIL|ERROR) in \((?<id>[^()]{1,300})\)(?: \((?<file>[^():]{1,300}):(?:(?<line>\d+)|-\d+)\))?$/,
      until: /^$|^(?:FAIL|ERROR) in \(|^lein test |^Ran \d+ tests/,
    },
  ],
  totals: (text, log, line) => {
    const failed = groupTotals(/^(?<failed>\d+) failures, (?<errors>\d+) errors\.$/.exec(text));
    const ran = /^Ran (\d+) tests containing \d+ assertions\.$/.exec(log.text(line - 1))?.[1];
    return failed && ran !== undefined ? { ...failed, total: Number(ran) } : null;
  },
});
