import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** The words that come between "Tests" and "Failures" need not be there: only what is not zero is said. */
function readTotals(text: string) {
  const total = /^Tests: (\d+), Assertions: \d+/.exec(text)?.[1];
  if (total === undefined) return groupTotals(/^OK \((?<total>\d+) tests?, \d+ assertions?\)$/.exec(text));
  const of = (word: RegExp) => Number(word.exec(text)?.[1] ?? 0);
  return {
    total: Number(total),
    failed: of(/, Failures: (\d+)/) + of(/, Errors: (\d+)/),
    skipped: of(/, Skipped: (\d+)/) + of(/, Incomplete: (\d+)/),
  };
}

/** PHPUnit and Codeception: "There was 1 failure:", "1) Tests\BasketTest::testAdds" with the message below, "Tests: 3, Assertions: 4, …". */
export const phpunit = testListing({
  id: "phpunit",
  triggers: ["^There was 0", "^There were 0", "^Tests: 0", "^OK (0"],
  list: {
    from: /^There (?:was|were) \d+ (?:failure|error)s?:$/,
    to: /^(?:FAILURES!|ERRORS!|OK|--$|There (?:was|were) \d+ \w+ tests?:|Tests: |Tests run: )/,
  },
  failed: [
    {
      pattern: /^\d+\) (?<id>[\w\\]+::\S.*|\S+: \S.*)$/,
      isListed: true,
      until: /^\d+\) |^(?:FAILURES!|ERRORS!|--$)/,
    },
  ],
  totals: readTotals,
});
