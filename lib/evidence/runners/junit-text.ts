import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** JUnit's own text runner, as Bazel and command lines show it: "1) method(pkg.Class)", "Tests run: 3,  Failures: 1". */
export const junitText = testListing({
  id: "junit",
  triggers: ["There was 0", "There were 0", "Tests run: 0", "OK (0", "JUnit Vintage:", "JUnit Jupiter:"],
  list: {
    from: /^(?:\s*\[\w+\] )?There (?:was|were) \d+ (?:failure|error)s?:$/,
    to: /^(?:\s*\[\w+\] )?(?:FAILURES!!!|Tests run: )/,
  },
  failed: [
    {
      pattern: /^(?:\s*\[\w+\] )?\d+\) (?<id>[\w$[\]]+\([\w.$]+\))(?<message>.*)$/,
      isListed: true,
      until: /^(?:\s*\[\w+\] )?(?:\d+\) |FAILURES!!!)/,
    },
    {
      pattern: /^ {2}JUnit (?:Jupiter|Vintage):(?<id>[\w$]+:.+)$/,
      until: /^ {2}JUnit |^$|^Test run finished/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^(?:\s*\[\w+\] )?Tests run: (?<total>\d+), {2}Failures: (?<failed>\d+)(?:, {2}Errors: (?<errors>\d+))?$/.exec(
        text,
      ),
    ) ?? groupTotals(/^(?:\s*\[\w+\] )?OK \((?<total>\d+) tests?\)$/.exec(text)),
});
