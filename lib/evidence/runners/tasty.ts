import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** tasty: "    adds prices:   FAIL (0.01s)", "1 out of 3 tests failed (0.02s)", "All 3 tests passed". */
export const tasty = testListing({
  id: "tasty",
  triggers: [": FAIL", ":  FAIL", "   FAIL", " tests failed (0", " tests passed (0"],
  failed: [
    { pattern: /^ {2,}(?<id>\S.*?): +FAIL(?: \([\d.]+s\))?$/, until: /: +(?:OK|FAIL)\b|^$|^\d+ out of / },
  ],
  totals: (text) =>
    groupTotals(/^(?<failed>\d+) out of (?<total>\d+) tests failed \([\d.]+s\)$/.exec(text)) ??
    groupTotals(/^All (?<total>\d+) tests passed \([\d.]+s\)$/.exec(text)),
});
