import { testListing } from "./test-listing";
import { tally } from "./totals";

const words = {
  failed: "failed",
  ambiguous: "failed",
  undefined: "failed",
  passed: "passed",
  skipped: "skipped",
  pending: "skipped",
} as const;

/** Cucumber in Ruby and JavaScript, behave: the list of failing scenarios, and "3 scenarios (1 failed, 2 passed)". */
export const cucumber = testListing({
  id: "cucumber",
  triggers: ["^cucumber ", ") Scenario: ", "^Failing scenarios:", " scenarios (", "0 scenario ("],
  list: { from: /^Failing scenarios:$/, to: /^\S/ },
  failed: [
    {
      pattern:
        /^cucumber (?:-\S+ [^\s-]\S* )*(?<file>[^\s:-][^\s:]*\.feature):(?<line>\d+) # (?:Scenario(?: Outline)?: )?(?<id>\S.*)/,
    },
    {
      pattern: /^\d+\) Scenario: (?<id>\S.*?)(?: \(attempt \d+\))? # (?<file>\S+\.feature):(?<line>\d+)$/,
      until: /^\d+\) |^\d+ scenarios? /,
    },
    { pattern: /^ {2}(?<file>\S+\.feature):(?<line>\d+) {1,2}(?<id>\S.*)$/, isListed: true },
  ],
  totals(text) {
    const found = /^\d+ scenarios? \(([^)]+)\)$/.exec(text);
    return found?.[1] ? tally(found[1], words) : null;
  },
});
