import { testListing } from "./test-listing";

/** uvu: ` FAIL  suite  "test"`, with what it found below. */
export const uvu = testListing({
  id: "uvu",
  triggers: ["^   FAIL  "],
  failed: [
    {
      pattern: /^ {2,4}FAIL {2}(?:[^\s"][^"]{0,200} )?"(?<id>[^"]+)"$/,
      until: /^ {2,4}FAIL {2}|^ {2}Total: /,
    },
  ],
});
