import type { Family } from "../family";
import { toCounts } from "./totals";

const NAMES_MAX = 5000;
/** A symbol, then the test by its display name or its function; a test with arguments says how many cases it had. */
const name = String.raw`^\S{1,2} {1,2}Test (?<id>"[^"]+"|\w+\([^)]*\))(?: with \d+ (?:test cases|arguments?))?`;
const failed = new RegExp(String.raw`${name} failed after [\d.]+ seconds`);
const skipped = /^\S{1,2} {1,2}Test (?:"[^"]+"|\w+\([^)]*\)) skipped/;
const issue =
  /^\S{1,2} {1,2}Test (?<id>"[^"]+"|\w+\([^)]*\)) recorded an issue(?: with \d+ arguments?[^:]*)? at (?<file>[^\s:]+):(?<line>\d+):\d+: (?<message>\S.*)/;
const whole = /^\S{1,2} {1,2}Test run with (\d+) tests?(?: in \d+ suites?)? (?:passed|failed) after /;

interface Issue {
  file: string;
  line: number;
  message: string;
  startLine: number;
  endLine: number;
}

/**
 * Swift Testing: `✘ Test adds() recorded an issue at Basket.swift:9:5: Expectation failed: …`, `✘ Test adds() failed after …`.
 * Its last line counts tests and issues, not failed tests: https://github.com/swiftlang/swift-testing
 */
export const swiftTesting: Family = {
  id: "Swift Testing",
  triggers: [" recorded an issue ", " failed after 0", " Test run with 0", ") skipped", '" skipped'],
  open(emit) {
    let issues = new Map<string, Issue>();
    let failures = new Set<string>();
    let skips = 0;
    return {
      line(text, lineNumber) {
        const told = issue.exec(text)?.groups;
        if (told?.id && !issues.has(told.id) && issues.size < NAMES_MAX) {
          const { file = "", line, message = "" } = told;
          const at = { startLine: lineNumber, endLine: lineNumber };
          issues.set(told.id, { file, line: Number(line), message, ...at });
          emit({ kind: "failure", ...at, weight: 0.9 });
          return false;
        }
        const id = failed.exec(text)?.groups?.id;
        if (id && failures.size < NAMES_MAX) {
          failures.add(id);
          emit({ kind: "failed-test", id, ...issues.get(id) });
          emit({ kind: "summary", startLine: lineNumber, endLine: lineNumber, weight: 0.6 });
          return false;
        }
        if (skipped.test(text)) skips++;
        const total = whole.exec(text);
        if (!total) return false;
        const counts = toCounts({ total: Number(total[1]), failed: failures.size, skipped: skips });
        emit({ kind: "counts", line: lineNumber, ...counts });
        issues = new Map();
        failures = new Set();
        skips = 0;
        return false;
      },
    };
  },
};
