import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** libtest: "test name ... FAILED", "---- name stdout ----" with the panic below, "test result: FAILED. 1 passed; 1 failed; …". */
export const cargoTest = testListing({
  id: "cargo test",
  triggers: [" ... FAILED", " stdout ----", "^test result: "],
  failed: [
    {
      pattern:
        /^test (?<id>(?:\[[^\]]+\] )?\S+(?: - [^()]*\(line \d+\))?)(?: - should panic.*)? \.\.\. FAILED$/,
    },
    {
      pattern: /^---- (?<id>(?:\[[^\]]+\] )?\S+(?: - [^()]*\(line \d+\))?) stdout ----$/,
      until: /^---- |^failures:|^test result:|^error: /,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^test result: \w+\. (?<passed>\d+) passed; (?<failed>\d+) failed; (?<skipped>\d+) ignored;/.exec(text),
    ),
});
