import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** "  1) test adds prices (BasketTest)" with "     test/basket_test.exs:9" below, "1 doctest, 3 tests, 1 failure, 1 skipped". */
export const exunit = testListing({
  id: "ExUnit",
  triggers: [") test ", ") doctest ", ") property ", "0 tests, 0", "0 test, 0"],
  failed: [
    {
      pattern: /^ {2}\d+\) (?<id>(?:test|doctest|property) \S.* \([A-Z][\w.]*\))$/,
      until: /^ {2}(?:\d+\)|\*) |^Finished in |^\S/,
    },
  ],
  totals: (text, log, lineNumber) =>
    /^(?:Finished in |$)/.test(log.text(lineNumber - 1)) && !isBats(log.text(lineNumber - 2))
      ? groupTotals(
          /^(?:\d+ (?:doctests?|properties|property), )*(?<total>\d+) tests?, (?<failed>\d+) failures?(?:, \d+ excluded)?(?:, \d+ invalid)?(?:, (?<skipped>\d+) skipped)?(?: \(\d+ excluded\))?$/.exec(
            text,
          ),
        )
      : null,
});

/** Bats sums up in the same words, behind a blank line. */
function isBats(before: string): boolean {
  return /^ [✓✗-] |^ {3}/.test(before);
}
