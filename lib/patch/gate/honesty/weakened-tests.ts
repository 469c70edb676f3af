import { isSnapshotPath, isTestPath } from "@/lib/domain/paths/test-path";
import { type Language, languageOf } from "@/lib/domain/source/language";
import { entryText } from "../../compare-patch-trees";
import { type PatchFile, removedLines } from "../../patch";
import type { TreeEntry } from "../../tree";
import type { GateFinding, GateInput, GateRule } from "../rule";
import { valueSeparator } from "./assertion-facts";
import { type TestFacts, testFacts } from "./test-facts";

/** The part of a file that is test code; null where there is none. Rust keeps unit tests beside the code. */
function testCode(path: string, entry: TreeEntry | undefined, language: Language): string | null {
  const text = entry ? entryText(entry) : null;
  if (text === null) return null;
  if (isTestPath(path)) return text;
  const start = language === "rust" ? text.indexOf("#[cfg(test)]") : -1;
  return start === -1 ? null : text.slice(start);
}

function lost(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): string[] {
  return [...before].filter(([value, count]) => (after.get(value) ?? 0) < count).map(([value]) => value);
}

/** Whether the values of an assertion stand in no assertion in the same order, others between them or not. */
function reordered(before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>): boolean {
  const gained = lost(after, before).map((sequence) => sequence.split(valueSeparator));
  return lost(before, after).some((sequence) => {
    const values = sequence.split(valueSeparator);
    return !gained.some((candidate) => {
      let at = 0;
      for (const value of candidate) if (value === values[at]) at += 1;
      return at === values.length;
    });
  });
}

function total(values: ReadonlyMap<string, number>): number {
  return [...values.values()].reduce((sum, count) => sum + count, 0);
}

function raised(before: readonly number[], after: readonly number[]): boolean {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return after.length > before.length || (after.length === before.length && sum(after) > sum(before));
}

/** Where a test works says nothing of what it expects: temporary folders, local addresses. */
function isSurroundings(value: string): boolean {
  return /^"(?:\/tmp\b|\/var\/|[a-z]:\\|https?:\/\/(?:localhost|127\.))/i.test(value);
}

function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

/** Where a value stood in the old file, as far as the removed lines tell. */
function lineOf(file: PatchFile, value: string): number | null {
  const plain = value.replace(/^"|"$/g, "");
  const removed = removedLines(file);
  return (removed.find(({ text }) => text.includes(plain)) ?? removed[0])?.oldLine ?? null;
}

interface Objection {
  severity: "block" | "warn";
  line: number | null;
  reason: string;
}

function objections(file: PatchFile, before: TestFacts, after: TestFacts, tidy: boolean): Objection[] {
  const found: Objection[] = [];
  const firstLine = file.lines.find(({ kind }) => kind !== "context");
  const line = firstLine?.newLine ?? firstLine?.oldLine ?? null;
  function block(when: boolean, reason: string, at = line): void {
    if (when) found.push({ severity: "block", line: at, reason });
  }
  /** Where a linter or the compiler asked, asking for less wins nothing: it is said and does not block. */
  function object(when: boolean, reason: string, at = line): void {
    if (when) found.push({ severity: tidy ? "warn" : "block", line: at, reason });
  }
  const newAssertions = after.assertions - before.assertions;
  block(newAssertions < 0, `${-newAssertions} of ${before.assertions} assertions were removed.`);
  block(after.declarations < before.declarations, "A test or a group of tests was removed or renamed.");
  block(
    after.skips > before.skips,
    "A test is skipped, expected to fail, or the run is narrowed to some tests.",
  );
  const looser = after.loose - before.loose;
  object(
    after.strict < before.strict || looser > Math.max(0, newAssertions),
    "An assertion now accepts more values than it did.",
  );
  object(
    after.equalities < before.equalities && newAssertions >= 0,
    "A comparison for equality was removed.",
  );
  block(after.foregone > before.foregone, "A condition of a test now holds whatever the code does.");
  object(newAssertions === 0 && after.negations !== before.negations, "An assertion was turned round.");
  for (const name of lost(before.namedErrors, after.namedErrors).slice(0, 3))
    object(true, `The error ${shorten(name)} is no longer the one that is expected.`, lineOf(file, name));
  block(after.hollow > before.hollow, "An assertion compares constants: it looks at no code.");
  block(after.catches > before.catches, "A test now catches errors that made it fail.");
  block(after.retries > before.retries, "Retries were added to a test.");
  block(raised(before.timeouts, after.timeouts), "A time limit of a test was raised or added.");

  // A value that moved into or out of an assertion is neither lost nor new.
  const moved = total(after.expected) + total(after.other) >= total(before.expected) + total(before.other);
  for (const value of lost(before.expected, after.expected).slice(0, 3)) {
    if (moved && (after.other.get(value) ?? 0) > (before.other.get(value) ?? 0)) continue;
    const at = lineOf(file, value);
    if (isSurroundings(value))
      found.push({
        severity: "warn",
        line: at,
        reason: `The test works at another place than ${shorten(value)}.`,
      });
    else object(true, `The expected value ${shorten(value)} was changed or removed.`, at);
  }
  const sameValues = lost(before.expected, after.expected).length === 0 && newAssertions === 0;
  object(
    sameValues && reordered(before.sequences, after.sequences),
    "The values of an assertion were put in another order or exchanged.",
  );
  for (const value of lost(before.other, after.other).slice(0, 3)) {
    if ((after.expected.get(value) ?? 0) > (before.expected.get(value) ?? 0)) continue;
    found.push({
      severity: tidy || isSurroundings(value) ? "warn" : "block",
      line: lineOf(file, value),
      reason: `The test's own value ${shorten(value)} was changed or removed.`,
    });
  }
  const newTests = after.declarations - before.declarations;
  if (after.returns > before.returns && newTests <= 0)
    found.push({
      severity: "warn",
      line,
      reason: "A test file has a new return: does everything still run?",
    });
  if (after.mocks > before.mocks && newTests <= 0)
    found.push({ severity: "warn", line, reason: "A mock was added: is the real code still tested?" });
  if (after.tags > before.tags && newTests <= 0)
    found.push({ severity: "warn", line, reason: "A test was put in a group: does the run still hold it?" });
  return found;
}

function sameJson(before: string | null, after: string | null): boolean {
  try {
    return JSON.stringify(JSON.parse(before ?? "")) === JSON.stringify(JSON.parse(after ?? ""));
  } catch {
    return false;
  }
}

function judgeFile(file: PatchFile, input: GateInput): Objection[] {
  if (file.status !== "modified" && file.status !== "type_changed") return [];
  const before = input.before.get(file.path);
  const after = input.after.get(file.path);
  const language = languageOf(file.path);
  // Linters, formatters and the compiler ask for edits that drop unused values; a test failure never does.
  const tidy = input.rules.category === "lint" || input.rules.category === "types";
  if (language === null) {
    if (!isTestPath(file.path) || isSnapshotPath(file.path)) return [];
    const texts = [before, after].map((entry) => (entry ? entryText(entry) : null));
    if (sameJson(texts[0] ?? null, texts[1] ?? null)) return [];
    return [
      { severity: tidy ? "warn" : "block", line: null, reason: "Data that tests rely on was changed." },
    ];
  }
  const textBefore = testCode(file.path, before, language);
  if (textBefore === null) return [];
  const textAfter = testCode(file.path, after, language) ?? "";
  return objections(file, testFacts(textBefore, language), testFacts(textAfter, language), tidy);
}

/** Tests are the judge. A patch may add to them and tidy them, but not make them ask for less. */
export const weakenedTests: GateRule = {
  id: "weakened-tests",
  judge(input) {
    return input.patch.files.flatMap((file) =>
      judgeFile(file, input).map(
        (objection): GateFinding => ({ rule: "weakened-tests", path: file.path, ...objection }),
      ),
    );
  },
};
