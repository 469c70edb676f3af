import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** CppUnit's text runner: "1) test: BasketTest::testAdds (F) line: 9 basket.cc" with the reason below. */
export const cppunit = testListing({
  id: "CppUnit",
  triggers: [") test: ", "^run: "],
  failed: [
    {
      pattern: /^\d+\) test: (?<id>\S[^()]*?) \([FE]\)(?: line: (?<line>\d+) (?<file>\S+))?$/,
      until: /^\d+\) test: |^$/,
    },
  ],
  totals: (text) =>
    groupTotals(/^Run: +(?<total>\d+) +Failures: (?<failed>\d+) +Errors: (?<errors>\d+)$/i.exec(text)),
});
