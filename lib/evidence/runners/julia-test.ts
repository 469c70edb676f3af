import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/**
 * Julia's Test: "adds prices: Test Failed at /work/test/basket.jl:12" with the expression below; the sums stand in a table of
 * which the last row is the whole.
 */
export const juliaTest = testListing({
  id: "julia test",
  triggers: [": Test Failed at ", ": Error During Test at ", "some tests did not pass: "],
  failed: [
    {
      pattern:
        /^(?<id>\S.{0,300}?): (?:Test Failed|Error During Test) at (?<file>[^\s:]{1,300}\.jl):(?<line>\d+)$/,
      until: /^Test Summary:|^ERROR: |^$/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /some tests did not pass: (?<passed>\d+) passed, (?<failed>\d+) failed, (?<errors>\d+) errored, (?<skipped>\d+) broken\.$/i.exec(
        text,
      ),
    ),
});
