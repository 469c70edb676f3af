import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** "Failure → spec/basket_spec.lua @ 9" with the name below, "2 successes / 1 failure / 0 errors / 0 pending : 0.01 seconds". */
export const busted = testListing({
  id: "busted",
  triggers: ["^Failure ", "^Error ", " successes / ", " success / "],
  failed: [
    {
      pattern: /^(?:Failure|Error) (?:→|->) \S+ @ \d+$/,
      nameBelow: /^(?<id>\S.*)$/,
      until: /^(?:Failure|Error|Pending) (?:→|->) |^$/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?<passed>\d+) success(?:es)? \/ (?<failed>\d+) failures? \/ (?<errors>\d+) errors? \/ (?<skipped>\d+) pending/.exec(
        text,
      ),
    ),
});
