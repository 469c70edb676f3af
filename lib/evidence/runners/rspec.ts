import { isHspecs } from "./hspec";
import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** The numbered failures, the list at the end, "rspec ./spec/basket_spec.rb:9 # Basket adds prices" (or "crystal spec …"), and "3 examples, 1 failure, 1 pending". */
export const rspec = testListing({
  id: "rspec",
  triggers: ["^rspec ", "^crystal spec ", "Failure/Error: ", "0 examples, 0", "0 example, 0"],
  failed: [
    {
      pattern: /^ {5,}Failure\/Error: /,
      nameAbove: /^ {2,}\d+\) (?<id>\S.*)$/,
      until: /^ {2,}\d+\) |^\S/,
    },
    { pattern: /^rspec '?(?<file>\.?[^\s:[']+)(?::(?<line>\d+)|\[[\d:]+\])'? # (?<id>\S.*)$/ },
    { pattern: /^crystal spec (?<file>[^\s:]+\.cr):(?<line>\d+) # (?<id>\S.*)$/ },
    { pattern: /^rspec '?(?<id>(?<file>\.?[^\s:[']+_spec\.rb)(?::(?<line>\d+))?)'?$/ },
  ],
  totals: (text, log, line) =>
    isHspecs(log, line)
      ? null
      : groupTotals(
          /^(?<total>\d+) examples?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?(?:, (?<errors>\d+) errors? occurred outside of examples)?$/.exec(
            text,
          ),
        ),
});
