import { testListing } from "./test-listing";
import { tally } from "./totals";

const words = {
  passed: "passed",
  failed: "failed",
  "timed out": "failed",
  "exec failed": "failed",
  skipped: "skipped",
  leaky: null,
} as const;

/** cargo-nextest: "FAIL [   0.005s] crate::binary test::name", "Summary [   0.010s] 3 tests run: 2 passed, 1 failed, 0 skipped". */
export const nextest = testListing({
  id: "nextest",
  triggers: ["FAIL [ ", "TIMEOUT [ ", "ABRT [ ", "SEGV [ ", " Summary [ "],
  failed: [
    { pattern: /^ +(?:FAIL|TIMEOUT|SIGABRT|SIGSEGV|ABORT) \[ *[\d.]+s\] (?:\( *\d+\/\d+\) )?(?<id>\S.*)$/ },
  ],
  totals(text) {
    const found = /^ +Summary \[ *[\d.]+s\] (?:\d+\/)?\d+ tests? run: (.*)$/.exec(text);
    return found?.[1] ? tally(found[1].replace(/ \([^()]*\)/g, ""), words) : null;
  },
});
