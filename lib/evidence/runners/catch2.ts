import type { Family, LogView } from "../family";
import { groupTotals, toCounts } from "./totals";

const ruled = /^-{70,}$/;
const failed = /^(\S+):(\d+): FAILED:$|^(\S+)\((\d+)\): FAILED:$/;
const totals = /^test cases: *(?<total>\d+) \|(?: *(?<passed>\d+) passed *\|?)?(?: *(?<failed>\d+) failed)?/;
const allPassed = /^All tests passed \(\d+ assertions? in (?<total>\d+) test cases?\)$/;
const ABOVE_LINES_MAX = 60;

/** Catch2: the ruled heading above "basket.cpp:9: FAILED:" names the test case and its sections. */
export const catch2: Family = {
  id: "Catch2",
  triggers: [": FAILED:", "^test cases: ", "^All tests passed ("],
  open: (emit, log) => ({
    line(text, lineNumber) {
      const counted = groupTotals(totals.exec(text) ?? allPassed.exec(text));
      if (counted) emit({ kind: "counts", line: lineNumber, ...toCounts(counted) });
      const found = failed.exec(text);
      if (!found) return false;
      const id = headingAbove(log, lineNumber);
      const file = found[1] ?? found[3];
      const line = Number(found[2] ?? found[4]);
      if (id) emit({ kind: "failed-test", id, file, line, startLine: lineNumber, endLine: lineNumber + 4 });
      emit({ kind: "failure", startLine: lineNumber, endLine: lineNumber + 4, weight: 0.9 });
      return false;
    },
  }),
};

function headingAbove(log: LogView, lineNumber: number): string | null {
  for (let end = lineNumber - 1; end > Math.max(0, lineNumber - ABOVE_LINES_MAX); end--) {
    if (!ruled.test(log.text(end))) continue;
    for (let start = end - 1; start > Math.max(0, end - 10); start--) {
      if (ruled.test(log.text(start))) return log.text(start + 1).trim() || null;
    }
  }
  return null;
}
