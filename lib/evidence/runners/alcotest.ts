import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** OCaml's Alcotest: "> [FAIL]        basket          1   adds prices.", "1 failure! in 0.001s. 3 tests run." */
export const alcotest = testListing({
  id: "alcotest",
  triggers: ["[FAIL] ", " tests run.", " test run."],
  failed: [{ pattern: /^(?:> )?\s{0,4}\[FAIL\] {2,}(?<id>\S.*)$/ }],
  totals: (text) =>
    groupTotals(
      /^(?<failed>\d+) (?:failures?|errors?)! in [\d.]+s\. (?<total>\d+) tests? run\.$/.exec(text),
    ) ?? groupTotals(/^Test Successful in [\d.]+s\. (?<total>\d+) tests? run\.$/.exec(text)),
});
