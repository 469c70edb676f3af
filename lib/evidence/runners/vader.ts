import { testListing } from "./test-listing";

/** Vader for Vim: "    (2/3) [EXECUTE] adds prices", and below it "    (2/3) [EXECUTE] (X) 2 should be equal to 3". */
export const vader = testListing({
  id: "Vader",
  triggers: ["] (x) ", "^success/total: "],
  failed: [
    {
      pattern: /^ *\(\d+\/\d+\) \[ *[A-Z]+\] \(X\) (?<message>.*)$/,
      nameAbove: /^ *\(\d+\/\d+\) \[ *[A-Z]+\] (?!\(X\) )(?<id>\S.*)$/,
      until: /^ *\(\d+\/\d+\) \[ *[A-Z]+\] (?!\(X\) )|^ *Success\/Total: /,
    },
  ],
  totals: (text) => {
    const found = /^Success\/Total: (?<passed>\d+)\/(?<total>\d+) /.exec(text)?.groups;
    if (!found) return null;
    const total = Number(found.total);
    const passed = Number(found.passed);
    return { total, passed, failed: total - passed };
  },
});
