import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

const end = /^(?:── |-- |══ |\[ FAIL |Error: Test failures)/;

/** R's testthat: "── Failure ('test-basket.R:9:3'): adds prices ──", "[ FAIL 1 | WARN 0 | SKIP 0 | PASS 3 ]". */
export const testthat = testListing({
  id: "testthat",
  triggers: [" Failure (", " Error (", ". Failure: ", ". Error: ", "[ FAIL 0"],
  failed: [
    {
      pattern:
        /^\s*(?:──|--) (?:Failure|Error) \(['‘]?(?<file>[^:()'’]+)(?::(?<line>\d+))?(?::\d+)?['’]?\): (?<id>\S.*?)(?: [─-]+ ?)?$/,
      until: end,
    },
    {
      pattern:
        /^\s*(?:──|--) \d+\. (?:Failure|Error): (?<id>\S.*?) \(@(?<file>[^#()]+)#(?<line>\d+)\)[ ─-]*$/,
      until: end,
    },
  ],
  totals(text) {
    // The line is printed again before and after the failures are told in full.
    if (!text.startsWith("[ FAIL ")) return null;
    return groupTotals(
      /^\[ FAIL (?<failed>\d+) \| WARN \d+ \| SKIP (?<skipped>\d+) \| PASS (?<passed>\d+) \]$/.exec(text),
    );
  },
});
