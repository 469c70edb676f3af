import { testListing } from "./test-listing";

/** Boost.Test: `basket.cpp(9): error: in "suite/case": check total == 3 has failed`. */
export const boostTest = testListing({
  id: "Boost.Test",
  triggers: ['error: in "', 'error in "', 'fatal error: in "'],
  failed: [
    {
      pattern:
        /^(?:unknown location|(?<file>\S+))\((?<line>\d+)\): (?:fatal )?error:? in "(?<id>[^"]+)": (?<message>.*)$/,
    },
  ],
});
