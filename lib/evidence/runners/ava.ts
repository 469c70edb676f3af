import type { Family } from "../family";
import { testListing } from "./test-listing";
import type { Totals } from "./totals";

/** "  ✘ [fail]: file › title Message", and at the end "1 test failed", "2 tests passed", each on a line of its own. */
export const ava: Family = testListing({
  id: "ava",
  triggers: [
    "[fail]: ",
    " tests passed",
    " test passed",
    " tests failed",
    " test failed",
    " tests skipped",
    " test skipped",
  ],
  failed: [
    {
      pattern:
        /^ {2}\S \[fail\]: (?<id>\S.{0,500}?) (?<message>(?:Rejected promise|Error thrown|Promise|Observable|Invalid value) (?:returned by|thrown in|in) test\b.*|Test (?:finished without|was expected to fail|attempted to).*)$/,
    },
    { pattern: /^ {2}\S \[fail\]: (?<id>\S.*)$/ },
  ],
  totals(text): Totals | null {
    const found = /^ {2}(\d+) tests? (passed|failed|skipped)$/.exec(text);
    const outcome = found?.[2];
    if (outcome !== "passed" && outcome !== "failed" && outcome !== "skipped") return null;
    return { passed: 0, [outcome]: Number(found?.[1]) };
  },
});
