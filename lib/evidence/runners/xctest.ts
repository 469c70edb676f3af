import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** The totals are said for each class, each bundle and all: only the last ones count. */
const whole = /^Test Suite '(?:All tests|Selected tests)' (?:passed|failed) at /;

/** XCTest and Swift Testing: "Test Case '-[Shop.BasketTests testAdds]' failed (0.1 seconds).", `✘ Test "adds" failed after …`. */
export const xctest = testListing({
  id: "XCTest",
  triggers: [
    "^Test Case '",
    " failed after 0",
    " Test run with 0",
    " with 0 failure",
    " with 0 test skipped",
    " with 0 tests skipped",
    "00 failures (",
  ],
  failed: [
    { pattern: /^Test Case '(?<id>[^']+)' failed \([\d.]+ seconds\)\.?$/ },
    {
      pattern:
        /^\S{1,2} {1,2}Test (?<id>"[^"]+"|\w+\([^)]*\)) failed after [\d.]+ seconds(?: with (?<message>\d+ issues?))?/,
    },
  ],
  totals: (text, log, lineNumber) =>
    (whole.test(log.text(lineNumber - 1))
      ? groupTotals(
          /^\s*Executed (?<total>\d+) tests?, with (?:(?<skipped>\d+) tests? skipped and )?(?<failed>\d+) failures? \(/.exec(
            text,
          ),
        )
      : null) ?? swiftTesting(text),
});

/** Swift Testing says how many tests there were, and issues instead of failed tests; a run that passed has none. */
function swiftTesting(text: string) {
  return groupTotals(
    /^\S{1,2} {1,2}Test run with (?<total>\d+) tests? (?:in \d+ suites? )?passed after /.exec(text),
  );
}
