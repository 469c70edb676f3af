import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** OUnit of OCaml: a rule, "Error: shop:2:adds." below it, and "FAILED: Cases: 3 Tried: 3 Errors: 1 Failures: 1 Skip:  0 …". */
export const ounit = testListing({
  id: "ounit",
  triggers: ["^======================================================================", ": Cases: 0"],
  failed: [
    {
      pattern: /^={70,}$/,
      nameBelow: /^(?:Error|Failure): (?<id>[^:()]{1,100}:\d{1,6}(?::[^:()]{1,200}?)?)\.?$/,
      until: /^-{20,}$|^={20,}$/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^FAILED: Cases: (?<total>\d+) Tried: \d+ Errors: (?<errors>\d+) Failures: (?<failed>\d+) Skip: +(?<skipped>\d+)\b/.exec(
        text,
      ),
    ),
});
