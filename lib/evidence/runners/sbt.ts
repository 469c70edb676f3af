import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/**
 * What sbt itself says for every framework ("Failed: Total 5, Failed 1, Errors 0, Passed 4"), and the failed tests as
 * ScalaTest ("- name *** FAILED ***"), specs2 ("x name", "! name"), MUnit, uTest ("X name 5ms") and JUnit name them. The level stands before
 * every line, once more for each sbt that runs inside another.
 */
export const sbt = testListing({
  id: "sbt",
  triggers: [
    " *** FAILED ***",
    "Passed: Total 0",
    "Failed: Total 0",
    "Error: Total 0",
    "==> X ",
    "[error] Test ",
    "[error]   x ",
    "[error]  x ",
    "[error] x ",
    "[error]   ! ",
    "^X ",
    "[info] X ",
    "^Tests: 0",
    "[info] Tests: 0",
  ],
  failed: [
    {
      pattern: /^(?:\[\w+\] ?)*\s*- (?<id>\S.*?) \*\*\* FAILED \*\*\*(?: \(|$)/,
      until: /^(?:\[info\] )?(?:- |[^\s[])|^\[info\] \S/,
    },
    {
      pattern: /^(?:\[\w+\] ?)*==> X (?<id>\S+)\s+[\d.]+s ?(?<message>.*)$/,
      until: /^(?:\[\w+\] )?(?:\S|$)/,
    },
    { pattern: /^(?:\[\w+\] ?)+Test (?<id>[^\s:]+) failed: (?<message>.*)$/, until: /^(?:\[\w+\] ?)+\S/ },
    { pattern: /^(?:\[error\] )+ {0,4}[x!] (?<id>\S.*)/, until: /^\[info\]/ },
    {
      pattern: /^(?:\[info\] )?X (?<id>[\w$]+(?:\.[\w$ -]+)+) \d+ms/,
      until: /^(?:\[info\] )?(?:[+X] |Tests: |-{3})/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?:\[\w+\] ?)*(?:Passed|Failed|Error): Total (?<executed>\d+), Failed (?<failed>\d+), Errors (?<errors>\d+), Passed \d+(?:, (?:Skipped|Ignored|Canceled|Pending) (?<skipped>\d+))?/.exec(
        text,
      ),
    ) ?? groupTotals(/^(?:\[info\] )?Tests: (?<total>\d+), Passed: \d+, Failed: (?<failed>\d+)$/.exec(text)),
});
