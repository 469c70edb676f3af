import { testListing } from "./test-listing";

/** hspec: "  test/BasketSpec.hs:9:5: " with "  1) Basket adds prices" below. Its totals read like RSpec's. */
export const hspec = testListing({
  id: "hspec",
  triggers: [".hs:00:0", ".hs:0:0", ".hs:000:0"],
  failed: [
    {
      pattern: /^ {2}\S+\.hs:\d+:\d+: ?$/,
      nameBelow: /^ {2}\d+\) (?<id>\S.*)$/,
      until: /^ {2}\S+\.hs:\d+|^ {2}To rerun use|^Randomized|^Finished/,
    },
  ],
});
