import { testListing } from "./test-listing";

/** Nim's unittest: "  [FAILED] adds prices" below what the checks found. */
export const nimUnittest = testListing({
  id: "nim unittest",
  triggers: ["  [FAILED] "],
  failed: [
    {
      pattern: /^ {2,20}\[FAILED\] (?<id>\S.*)$/,
      explainedAfter: /^ *\[(?:OK|FAILED|SKIPPED|Suite)\] |^$/,
    },
  ],
});
