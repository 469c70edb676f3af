import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/**
 * Erlang's EUnit: "basket_tests: adds_prices_test...*failed*" with the reason below, "Failed: 1.  Skipped: 0.  Passed: 2."; Common
 * Test behind rebar3: "%%% basket_SUITE ==> adds_prices: FAILED".
 */
export const eunit = testListing({
  id: "eunit",
  triggers: ["...*failed*", "  passed: 0", " ==> "],
  failed: [
    {
      pattern: /^\s*(?<id>[\w:]+(?: [\w/:-]+)*)(?: \([^()]{1,200}\))?\.\.\.(?:\[[\d.]+ s\] )?\*failed\*$/,
      until: /^\s*\S.*\.\.\.(?:\[|ok|\*)|^\s*\[done|^={10,}|^\s*$/,
    },
    {
      pattern: /^%%% (?<id>\w+_SUITE ==> \S.*): FAILED$/,
      until: /^%%% \w+_SUITE(?:: |: \.| ==> \S.*: (?:FAILED|OK|SKIPPED)$)|^$|^Failed \d+ tests/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^\s*Failed: (?<failed>\d+)\. {1,4}Skipped: (?<skipped>\d+)\. {1,4}Passed: (?<passed>\d+)\.$/.exec(
        text,
      ),
    ),
});
