import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** Pester for PowerShell: "[-] Basket.adds prices 12ms (10ms|2ms)" with the reason below, "Tests Passed: 2, Failed: 1, Skipped: 0". */
export const pester = testListing({
  id: "pester",
  triggers: ["[-] ", "tests passed: 0"],
  failed: [
    {
      pattern: /^\s*\[-\] (?<id>\S.{0,300}?) \d+(?:\.\d+)?m?s(?: \(.{1,40}\))?$/,
      until: /^\s*\[[-+!?]\] |^Tests completed|^$|^(?:Describing|Context) /,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^Tests Passed: (?<passed>\d+),? Failed: (?<failed>\d+),? Skipped: (?<skipped>\d+)\b/.exec(text),
    ),
});
