import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** Jasmine in Node: "1) Suite spec" with "  Message:" below, "3 specs, 1 failure, 1 pending spec". */
export const jasmine = testListing({
  id: "jasmine",
  triggers: ["^  Message:", " specs, 0", "0 spec, 0"],
  failed: [
    {
      pattern: /^ {2}Message:$/,
      nameAbove: /^\d+\) (?<id>\S.*)$/,
      until: /^\d+\) |^\d+ specs?,|^Pending:|^Ran \d/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?<total>\d+) specs?, (?<failed>\d+) failures?(?:, (?<skipped>\d+) pending specs?)?$/.exec(text),
    ),
});
