import { testListing } from "./test-listing";

/** cmocka: "[  ERROR   ] --- 0xc != 0xd" and its place above "[  FAILED  ] adds_prices". */
export const cmocka = testListing({
  id: "cmocka",
  triggers: ["[  failed  ] "],
  failed: [
    {
      pattern: /^\[ {2}FAILED {2}\] (?:\w+: )?(?<id>[A-Za-z_]\w*)$/,
      explainedAfter: /^\[(?: RUN {6}| {7}OK |=+|-+| {2}(?:PASSED|SKIPPED|FAILED) {2})\] /,
    },
  ],
});
