import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** The pretty formatter: " ✗ title" with "   (in test file basket.bats, line 9)" below, "3 tests, 1 failure, 1 skipped". */
export const bats = testListing({
  id: "bats",
  triggers: ["   (in test file ", "   (from function ", "0 tests, 0", "0 test, 0"],
  failed: [
    {
      pattern: /^ {3}\((?:in test file|from function) /,
      nameAbove: /^ ✗ (?<id>\S.*?)(?: \[\d+\])?$/,
      until: /^ ?[✓✗-] |^$/,
    },
  ],
  totals: (text, log, lineNumber) =>
    log.text(lineNumber - 1) === "" && /^ [✓✗-] |^ {3}/.test(log.text(lineNumber - 2))
      ? groupTotals(
          /^(?<total>\d+) tests?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) skipped)?$/.exec(text),
        )
      : null,
});
