import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** D's runtime: the error of a module's unittest with its place, "1/3 modules FAILED unittests". */
export const dUnittest = testListing({
  id: "d unittest",
  triggers: ["modules FAILED unittests", "^core.exception.AssertError@"],
  failed: [
    {
      pattern: /^core\.exception\.AssertError@(?<id>(?<file>[^\s()]+)\((?<line>\d+)\)): (?<message>.*)$/,
      until: /^\d+\/\d+ (?:modules FAILED|unittests FAILED)|^$|^Program exited/,
    },
  ],
  totals: (text) => groupTotals(/^(?<failed>\d+)\/(?<total>\d+) modules FAILED unittests$/.exec(text)),
});
