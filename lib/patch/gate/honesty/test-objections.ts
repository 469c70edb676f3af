import { lost, type Objection, type Place, shorten } from "./objection";
import type { TestFacts } from "./test-facts";
import { ownErrorsOf, valueObjections } from "./value-objections";

/** Kotest leaves out what begins with a bang, and all but what begins so: https://kotest.io/docs/framework/conditional/conditional-tests-with-focus-and-bang.html */
const switching = /^"(?:!|f:)/;

function raised(before: readonly number[], after: readonly number[]): boolean {
  const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
  return after.length > before.length || (after.length === before.length && sum(after) > sum(before));
}

/** What a test, or a file that is read as a whole, asks less of after a change than before. */
export function testObjections(before: TestFacts, after: TestFacts, place: Place): Objection[] {
  const { line, lineOf, tidy, code } = place;
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
  const isOwnError = ownErrorsOf(before, after, code).length > 0;
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
  const isEqualityGone = after.equalities < before.equalities && newAssertions >= 0;
  remark(isEqualityGone && isOwnError, "A comparison gave way to an error that this patch declares.");
  object(isEqualityGone && !isOwnError, "A comparison for equality was removed.");
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
  const ownErrors = ownErrorsOf(before, after, code).length;
  for (const [index, name] of lost(before.namedErrors, after.namedErrors).entries())
    if (index < ownErrors)
      remark(
        true,
        `Another error than ${shorten(name)} is expected, which this patch declares.`,
        lineOf(name),
      );
    else
      object(
        !after.caughtErrors.has(name) || before.caughtErrors.has(name),
        `The error ${shorten(name)} is no longer the one that is expected.`,
        lineOf(name),
      );
  block(
    after.conditional > before.conditional && newAssertions <= 0,
    "An assertion is asked only under a condition now.",
  );
  block(
    after.earlyEnds > before.earlyEnds && newAssertions <= 0,
    "A test may end before it has asked anything.",
  );
  block(after.questionsForCi > before.questionsForCi, "A test now asks whether it runs in CI.");
  block(after.hollow > before.hollow, "An assertion compares constants: it looks at no code.");
  block(after.catches > before.catches, "A test now catches errors that made it fail.");
  block(after.retries > before.retries, "Retries were added to a test.");
  const isWaitBounded = after.sleeps < before.sleeps;
  const isLater = raised(before.timeouts, after.timeouts);
  block(isLater && !isWaitBounded, "A time limit of a test was raised or added.");
  remark(isLater && isWaitBounded, "A test waits up to a limit where it slept.");
  block(raised(after.examples, before.examples), "A property is tried with fewer examples.");

  const titles = { lost: lost(before.titles, after.titles), gained: lost(after.titles, before.titles) };
  block(
    titles.gained.some((title) => switching.test(title)),
    "A mark in the name of a test switches tests off.",
  );
  block(titles.lost.length > titles.gained.length, "A test or a group of tests was removed or renamed.");
  for (const title of titles.lost.slice(0, 3))
    remark(
      titles.gained.length >= titles.lost.length,
      `${shorten(title)} is called otherwise now.`,
      lineOf(title),
    );
  found.push(...valueObjections(before, after, place));
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
