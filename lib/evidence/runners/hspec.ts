import type { LogView } from "../family";
import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/**
 * RSpec and hspec sum up in the same words. RSpec says its seed behind them; hspec before, a blank line above
 * "Finished in …".
 */
export function isHspecs(log: LogView, totalsLine: number): boolean {
  return (
    log.text(totalsLine - 1).startsWith("Finished in ") &&
    [2, 3].some((above) => log.text(totalsLine - above).startsWith("Randomized with seed "))
  );
}

/** hspec: "  test/BasketSpec.hs:9:5: " with "  1) Basket adds prices" below, "3 examples, 1 failure, 1 pending". */
export const hspec = testListing({
  id: "hspec",
  triggers: [".hs:00:", ".hs:0:", ".hs:000:", "0 examples, 0", "0 example, 0"],
  failed: [
    {
      pattern: /^ {2}\S+\.hs:\d+(?::\d+)?: ?$/,
      nameBelow: /^ {2}\d+\) (?<id>\S.*)$/,
      until: /^ {2}\S+\.hs:\d+|^ {2}To rerun use|^Randomized|^Finished/,
    },
  ],
  totals: (text, log, line) =>
    isHspecs(log, line)
      ? groupTotals(
          /^(?<total>\d+) examples?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending)?$/.exec(text),
        )
      : null,
});
