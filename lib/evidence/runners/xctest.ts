import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** The totals are said for each class, each bundle and all: only the last ones count. */
const whole = /^Test Suite '(?:All tests|Selected tests)' (?:passed|failed) at /;

/** XCTest: "Test Case '-[Shop.BasketTests testAdds]' failed (0.1 seconds).". */
export const xctest = testListing({
  id: "XCTest",
  triggers: [
    "^Test Case '",
    "^    ✗ test",
    " with 0 failure",
    " with 0 test skipped",
    " with 0 tests skipped",
    "00 failures (",
  ],
  failed: [
    { pattern: /^Test Case '(?<id>[^']+)' failed \([\d.]+ seconds\)\.?$/ },
    // Behind xcpretty.
    { pattern: /^ {4}✗ (?<id>test\w*), (?<message>\S.*)$/ },
  ],
  totals: (text, log, lineNumber) =>
    whole.test(log.text(lineNumber - 1))
      ? groupTotals(
          /^\s*Executed (?<total>\d+) tests?, with (?:(?<skipped>\d+) tests? skipped and )?(?<failed>\d+) failures? \(/.exec(
            text,
          ),
        )
      : null,
});
