import type { Emit, Family } from "../family";
import { type Totals, toCounts } from "./totals";

const STACK_LINES_MAX = 80;
const TESTS_MAX = 5000;
const LIST_WEIGHT = 0.92;
const level = /^\[(?:INFO|WARNING|WARN|ERROR)\] ?/;
const totals = /^Tests run: (\d+), Failures: (\d+), Errors: (\d+)(?:, Skipped: (\d+))?(?:, Flakes: \d+)?(.*)/;
const failing = /^(\S.*?)\sTime elapsed: [\d.,]+ m?s(?:ec)?\s+<<< (?:FAILURE|ERROR)!/;
const section = /^(Failed tests|Tests in error|Failures|Errors|Flaky tests|Flakes):(.*)/;
/** "method(pkg.Class): message", "Class.method:42 message", "Class.method:42->helper:9 » Error message". */
const listedMethod = /^([\w$[\], ]+\([\w.$]+\)):? ?(.*)$/;
const listedClass = /^([\w$]+(?:\.[\w$]+)+(?:\[[^\]]*\])?)(?::(\d+))?(?:->[^\s>]+)*(?: (.*)|$)/;

interface Test {
  id: string;
  startLine: number;
  endLine: number;
  message?: string;
}

/**
 * JUnit and TestNG through Maven's surefire and failsafe. A test is named where it failed ("method(Class)  Time elapsed: …
 * <<< FAILURE!") and again, shorter, under "Results"; the totals stand after each class and once for the module.
 * Formats: https://maven.apache.org/surefire/maven-surefire-plugin/
 */
export const surefire: Family = {
  id: "surefire",
  triggers: [
    "Tests run: 0",
    "<<< FAILURE!",
    "<<< ERROR!",
    "^Failed tests:",
    "^Tests in error:",
    "[ERROR] Failures:",
    "[ERROR] Errors:",
    "^Flaky tests:",
    "[WARNING] Flakes:",
  ],
  open(emit) {
    let tests: Test[] = [];
    let listed: Test[] = [];
    let flaky = new Set<string>();
    let classTotals: Totals = {};
    let openTest: Test | null = null;
    let openSection = "";
    let lastLine = 0;
    let line = 0;
    const flush = (total: Totals | null) => {
      const counted = total ?? classTotals;
      const named = tests.length > 0 || total === null ? tests : listed;
      // A test that failed and then passed when it was run again is no failure.
      if ((counted.failed ?? 0) > 0 || total === null) {
        for (const test of named) if (!flaky.has(methodOf(test.id))) give(emit, test);
        if (named === listed) giveList(emit, listed);
      }
      if (total || classTotals.executed !== undefined) giveCounts(emit, counted, line);
      tests = [];
      listed = [];
      flaky = new Set();
      classTotals = {};
    };
    return {
      line(raw, lineNumber) {
        const text = raw.replace(level, "");
        const total = totals.exec(text);
        if (total) {
          openTest = null;
          openSection = "";
          line = lineNumber;
          const read = readTotals(total);
          if (!/Time elapsed/.test(total[5] ?? "")) flush(read);
          else classTotals = add(classTotals, read);
          return false;
        }
        const failed = failing.exec(text);
        if (failed?.[1] && !failed[1].startsWith("Tests run:")) {
          openTest = { id: withoutDash(failed[1].trim()), startLine: lineNumber, endLine: lineNumber };
          if (tests.length < TESTS_MAX) tests.push(openTest);
          return true;
        }
        const opened = section.exec(text);
        if (opened?.[1]) {
          openSection = opened[1];
          lastLine = lineNumber;
          addListed(listed, opened[2]?.trim() ?? "", lineNumber);
          return true;
        }
        if (openSection !== "") {
          if (text.trim() === "" || lineNumber - lastLine > 400) {
            openSection = "";
            return false;
          }
          if (!openSection.startsWith("Fla")) addListed(listed, text.trim(), lineNumber);
          else if (!/^Run \d+: /.test(text.trim())) flaky.add(methodOf(text.trim()));
          return true;
        }
        if (!openTest) return false;
        if (text.trim() === "" || lineNumber - openTest.startLine > STACK_LINES_MAX) {
          openTest = null;
          return false;
        }
        openTest.endLine = lineNumber;
        openTest.message ??= text.trim();
        return true;
      },
      end: () => flush(null),
    };
  },
};

/** Before the time stands " -- " since surefire 3. */
function withoutDash(name: string): string {
  return name.endsWith(" --") ? name.slice(0, -3).trimEnd() : name;
}

function addListed(listed: Test[], text: string, line: number): void {
  if (/^Run \d+: /.test(text) || listed.length >= TESTS_MAX) return;
  const found = listedMethod.exec(text) ?? listedClass.exec(text);
  if (!found?.[1]) return;
  listed.push({ id: found[1], startLine: line, endLine: line, message: found.at(-1) || undefined });
}

/** "method(pkg.Class)" and "pkg.Class.method" are one test. */
function methodOf(id: string): string {
  const found = /^([^()]+)\(([\w.$]+)\)/.exec(id);
  return found ? `${found[2]}.${found[1]}` : id;
}

function readTotals(found: RegExpExecArray): Totals {
  const [, run, failures, errors, skipped] = found;
  return { executed: Number(run), failed: Number(failures) + Number(errors), skipped: Number(skipped ?? 0) };
}

function add(a: Totals, b: Totals): Totals {
  return {
    executed: (a.executed ?? 0) + (b.executed ?? 0),
    failed: (a.failed ?? 0) + (b.failed ?? 0),
    skipped: (a.skipped ?? 0) + (b.skipped ?? 0),
  };
}

function give(emit: Emit, { id, startLine, endLine, message }: Test): void {
  emit({ kind: "failed-test", id, startLine, endLine, message });
  emit({ kind: "failure", startLine, endLine, weight: endLine > startLine ? 0.95 : 0.6 });
}

/** With `trimStackTrace` and reports in files the list is all that there is to read. */
function giveList(emit: Emit, listed: readonly Test[]): void {
  const [first] = listed;
  const last = listed.at(-1);
  if (first && last)
    emit({ kind: "failure", startLine: first.startLine, endLine: last.endLine, weight: LIST_WEIGHT });
}

function giveCounts(emit: Emit, totals: Totals, line: number): void {
  const counts = toCounts(totals);
  emit({ kind: "counts", line, ...counts });
  if (counts.failed > 0) emit({ kind: "summary", startLine: line, endLine: line, weight: 0.6 });
}
