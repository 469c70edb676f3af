import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

const end = /^ *\d+\) (?:Failure|Error|Skipped):|^\d+ (?:runs|tests), |^$|^(?:bin\/)?rails test |^=====/;

/**
 * minitest ("  1) Failure:" with "Class#test [file:line]:" on the next line) and test-unit ("Failure: test(Class)"), with
 * "3 runs, 4 assertions, 1 failures, 0 errors, 1 skips".
 */
export const minitest = testListing({
  id: "minitest",
  triggers: [") Failure:", ") Error:", "^Failure:", "^Error:", " assertions, 0"],
  failed: [
    {
      pattern: /^(?:Failure|Error): (?<id>test\S*\([\w:]+\))(?::?(?: (?<message>.*))?)?$/,
      until: /^=====|^-----/,
    },
    {
      pattern: /^(?: *\d+\) )?(?:Failure|Error):$/,
      nameBelow:
        /^(?<id>[^\s#[\]][^#[\]]{0,200}#[^\s[\]][^[\]]{0,300}?|\w[^\s(]*\([\w:]+\))(?: \[(?<file>[^[\]:]+):(?<line>\d+)\])?:?$/,
      until: end,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?<total>\d+) (?:runs|tests), \d+ assertions, (?<failed>\d+) failures, (?<errors>\d+) errors(?:, (?<skipped>\d+) (?:skips|pendings))?/.exec(
        text,
      ),
    ),
});
