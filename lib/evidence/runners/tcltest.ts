import { testListing } from "./test-listing";
import { groupTotals } from "./totals";

/** Tcl's tcltest: "==== basket-1.1 adds prices FAILED" with the case and its result below, sums in one tabbed line. */
export const tcltest = testListing({
  id: "tcltest",
  triggers: ["^==== ", "\tfailed\t0"],
  failed: [
    {
      pattern: /^={4} (?<id>\S+ \S.*) FAILED$/,
      until: /^={4} \S+ FAILED$/,
    },
  ],
  totals: (text) =>
    groupTotals(
      /^[^\t]+:\tTotal\t(?<total>\d+)\tPassed\t(?<passed>\d+)\tSkipped\t(?<skipped>\d+)\tFailed\t(?<failed>\d+)$/.exec(
        text,
      ),
    ),
});
