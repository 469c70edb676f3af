import { valueSeparator } from "./assertion-facts";
import type { TestFacts } from "./test-facts";

export interface Objection {
  severity: "block" | "warn";
  line: number | null;
  reason: string;
}

/** Where a change stands, and who asked for it. */
export interface Place {
  /** From 1; where nothing more exact is known. */
  line: number | null;
  /** Where a value stood in the old file, as far as the removed lines tell. */
  lineOf: (value: string) => number | null;
  /** A linter, a formatter or the compiler asked. */
  tidy: boolean;
  /** Whether the file as a whole has fewer of this value than it had: else it only moved. */
  isLost: (value: string) => boolean;
  /** Whether the patch takes this value from the code too, and puts one of those that came into it. */
  changedTogether: (value: string, gained: readonly string[]) => boolean;
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

export function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
}

/** What a test, or a file that is read as a whole, asks less of after a change than before. */
export function testObjections(before: TestFacts, after: TestFacts, place: Place): Objection[] {
  const { line, lineOf, tidy, isLost, changedTogether } = place;
  const found: Objection[] = [];
  function block(when: boolean, reason: string, at = line): void {
    if (when) found.push({ severity: "block", line: at, reason });
  }
  /** Where a linter or the compiler asked, asking for less wins nothing: it is said and does not block. */
  function object(when: boolean, reason: string, at = line): void {
    if (when) found.push({ severity: tidy ? "warn" : "block", line: at, reason });
  }
  function remark(when: boolean, reason: string, at = line): void {
    if (when) found.push({ severity: "warn", line: at, reason });
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
  object(after.presence > before.presence && newAssertions <= 0, "An assertion now takes almost any value.");
  object(
    after.equalities < before.equalities && newAssertions >= 0,
    "A comparison for equality was removed.",
  );
  block(
    after.awaited < before.awaited && newAssertions <= 0,
    "An assertion is no longer waited for: its failure comes too late to count.",
  );
  block(
    after.unreached > before.unreached,
    "Assertions stand behind a return that always comes: they are never reached.",
  );
  block(after.foregone > before.foregone, "A condition of a test now holds whatever the code does.");
  object(newAssertions === 0 && after.negations !== before.negations, "An assertion was turned round.");
  for (const name of lost(before.namedErrors, after.namedErrors).slice(0, 3))
    object(
      !after.caughtErrors.has(name) || before.caughtErrors.has(name),
      `The error ${shorten(name)} is no longer the one that is expected.`,
      lineOf(name),
    );
  block(after.hollow > before.hollow, "An assertion compares constants: it looks at no code.");
  block(after.catches > before.catches, "A test now catches errors that made it fail.");
  block(after.retries > before.retries, "Retries were added to a test.");
  block(raised(before.timeouts, after.timeouts), "A time limit of a test was raised or added.");
  block(raised(after.examples, before.examples), "A property is tried with fewer examples.");

  // A value that moved into or out of an assertion is neither lost nor new.
  const moved = total(after.expected) + total(after.other) >= total(before.expected) + total(before.other);
  for (const value of lost(before.expected, after.expected).slice(0, 3)) {
    if (moved && (after.other.get(value) ?? 0) > (before.other.get(value) ?? 0)) continue;
    const at = lineOf(value);
    if (changedTogether(value, lost(after.expected, before.expected)))
      remark(
        true,
        `The expected value ${shorten(value)} was changed together with the code: is that the purpose?`,
        at,
      );
    else if (isSurroundings(value))
      remark(true, `The test works at another place than ${shorten(value)}.`, at);
    else object(true, `The expected value ${shorten(value)} was changed or removed.`, at);
  }
  const sameValues = lost(before.expected, after.expected).length === 0 && newAssertions === 0;
  object(
    sameValues && reordered(before.sequences, after.sequences),
    "The values of an assertion were put in another order or exchanged.",
  );
  for (const value of lost(before.other, after.other).slice(0, 3)) {
    if ((after.expected.get(value) ?? 0) > (before.expected.get(value) ?? 0)) continue;
    if (!isLost(value)) continue;
    found.push({
      severity: tidy || isSurroundings(value) ? "warn" : "block",
      line: lineOf(value),
      reason: `The test's own value ${shorten(value)} was changed or removed.`,
    });
  }
  const newTests = after.declarations - before.declarations;
  remark(
    after.returns > before.returns && newTests <= 0,
    "A test file has a new return: does everything still run?",
  );
  remark(after.mocks > before.mocks && newTests <= 0, "A mock was added: is the real code still tested?");
  remark(after.tags > before.tags && newTests <= 0, "A test was put in a group: does the run still hold it?");
  remark(
    after.sleeps > before.sleeps && newTests <= 0,
    "A test now sleeps: waiting a fixed time hides a race, it does not end it.",
  );
  return found;
}
