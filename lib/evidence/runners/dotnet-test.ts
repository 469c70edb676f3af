import type { Family } from "../family";
import { summaryAbove } from "./dotnet-summary";
import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** VSTest, xUnit's and NUnit's own consoles, and Microsoft.Testing.Platform, with the totals each of them prints. */
export const dotnetTest: Family = testListing({
  id: "dotnet test",
  triggers: [
    "^  Failed ",
    "^Failed   ",
    "^  X ",
    "^failed ",
    " [FAIL]",
    ") Failed : ",
    ") Error : ",
    ") Invalid : ",
    "!  - Failed: ",
    "Test Count: 0",
    "Total: 0",
    "^Total tests: ",
    "^ Total time: 0",
    "^  duration: 0",
  ],
  failed: [
    {
      pattern: /^ {2}(?:Failed|X) (?<id>\S.*?) \[[<\d][^[\]]*\]$/,
      until: /^ {0,2}\S(?!rror Message:|tack Trace:|tandard )/,
    },
    {
      pattern: /^Failed {3}(?<id>\S.*)$/,
      until: /^(?:Failed|Passed|Skipped) {3}|^Total tests: |^Results File: |^Test Run /,
    },
    { pattern: /^failed (?<id>\S.*?) \((?:\d+[mh]s? ?)+(?:\d+ms)?\)$/, until: /^\S/ },
    { pattern: /^(?:\[xUnit\.net [\d:.]+\])? {4,}(?<id>[\w.+`].*) \[FAIL\]$/ },
    { pattern: /^\d+\) (?:Failed|Error|Invalid) : (?<id>\S.*)$/, until: /^\d+\) |^$/ },
  ],
  totals: (text, log, lineNumber) =>
    summaryAbove(text, log, lineNumber) ??
    groupTotals(
      /^(?:Failed|Passed|Skipped)! {2}- Failed: +(?<failed>\d+), Passed: +(?<passed>\d+), Skipped: +(?<skipped>\d+), Total:/.exec(
        text,
      ),
    ) ??
    groupTotals(
      /^ *(?:\S+ +)?Total: (?<total>\d+), Errors: (?<errors>\d+), Failed: (?<failed>\d+), Skipped: (?<skipped>\d+)/.exec(
        text,
      ),
    ) ??
    groupTotals(
      /^ *Test Count: (?<total>\d+), Passed: \d+, Failed: (?<failed>\d+)(?:, Warnings: \d+)?, Inconclusive: \d+, Skipped: (?<skipped>\d+)/.exec(
        text,
      ),
    ) ??
    groupTotals(
      /^Total tests: (?<total>\d+)\. Passed: \d+\. Failed: (?<failed>\d+)\. Skipped: (?<skipped>\d+)\./.exec(
        text,
      ),
    ) ??
    null,
});
