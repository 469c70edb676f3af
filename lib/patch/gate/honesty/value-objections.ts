import { valueSeparator } from "./assertion-facts";
import { changedTogether, isSameEdit } from "./code-literals";
import { followsWords } from "./follows-code";
import {
  hasGrown,
  isMadeUnique,
  isNarrower,
  isReadAsData,
  isSameFile,
  isSameThingElsewhere,
  pinnedTo,
} from "./kindred-values";
import { type CodeChanges, lost, type Objection, type Place, shorten } from "./objection";
import type { TestFacts } from "./test-facts";

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

/** Where a test works says nothing of what it expects: temporary folders, local addresses. */
function isSurroundings(value: string): boolean {
  return /^"(?:\/tmp\b|\/var\/|[a-z]:\\|(?:[a-z+]{2,20}:\/\/)?(?:[^@/\s"]{1,60}@)?(?:localhost|127\.0\.0\.1|0\.0\.0\.0)(?:[:/"]|$))/i.test(
    value,
  );
}

function bare(value: string): string {
  return value.replace(/^"|"$/g, "");
}

/** Errors that this patch declares, and that a test expects now and did not before. */
export function ownErrorsOf(before: TestFacts, after: TestFacts, { names }: CodeChanges): string[] {
  return lost(after.namedErrors, before.namedErrors).filter((name) => names.added.has(name));
}

const ofNow = /\b(?:now|today|current|utcnow|Date\.new|new Date|time\(\))\b/i;

/** Why a value of an assertion that went may have gone for good reasons; null where it may not. */
function whyExpectedMay(value: string, before: TestFacts, after: TestFacts, place: Place): string | null {
  const said = shorten(value);
  const { code, countOf, isAskedOtherwise } = place;
  const gained = lost(after.expected, before.expected);
  if (changedTogether(code.literals, value, gained))
    return `The expected value ${said} was changed together with the code: is that the purpose?`;
  if (value.length > 20 && gained.slice(0, 5).some((other) => followsWords(value, other, code.literals)))
    return `The expected value ${said} changed in the words that the code changed: is that the purpose?`;
  if (gained.some((other) => isSameFile(value, other)))
    return `The file ${said} is named from another folder.`;
  if (isReadAsData(value, (leaf) => gained.includes(leaf))) return `What is ${said} is compared as data.`;
  const { removed, added } = place.linesOf(value);
  if (removed.length > 0 && removed.every((line) => isSameEdit(code.literals, line, added)))
    return `The expected value ${said} was changed together with the code: is that the purpose?`;
  if (place.isClockSet && removed.some((line) => ofNow.test(line)))
    return `The expected value ${said} hung on the clock, which the test sets now.`;
  if (isSurroundings(value)) return `The test works at another place than ${said}.`;
  if (before.parts.has(value) && gained.some((other) => after.parts.has(other) && isNarrower(value, other)))
    return `What must be said is more than ${said} now.`;
  if (place.isGiven(value) || (before.arguments.has(value) && isAskedOtherwise))
    return `A call with ${said} is expected no more: what is called takes something else now.`;
  const isMessage =
    /^(?:nil|null|none|undefined)$/i.test(value) || code.literals.addedText.includes(bare(value));
  if (isMessage && ownErrorsOf(before, after, code).length > 0)
    return `The error itself is expected now instead of ${said}.`;
  const isPinned = gained.some((other) => {
    const given = pinnedTo(value, other);
    return given !== null && countOf(given).before === 0 && countOf(given).after > 1;
  });
  if (isPinned) return `What ${said} took from outside is given by the test now.`;
  if (/^\[\d+\]$/.test(value) && !gained.some((other) => /^\[\d+\]$/.test(other)))
    return `The assertion looks at the whole, and no more at ${said} of it.`;
  return null;
}

const ofPort = /\b(?:listen|port|bind|localhost|127\.0\.0\.1)\b/i;
const setsFlag = /(?:^|[^=!<>])=[ \t]{0,4}\w{3,9};?$/;
const flag = /^(?:true|false|null|nil|none|undefined)$/i;
const ofTime = /^"\d{4}-\d{2}-\d{2}|^"\w*(?:_at|At|date|Date|time|Time|_on)"$/;

/** Why an input of a test may have changed for good reasons; null where it may not. */
function whyInputMay(value: string, before: TestFacts, after: TestFacts, place: Place): string | null {
  const said = shorten(value);
  const gained = [...lost(after.other, before.other), ...lost(after.expected, before.expected)];
  if (gained.some((other) => isSameFile(value, other)))
    return `The file ${said} is named from another folder.`;
  const { removed } = place.linesOf(value);
  const isPort = /^\d{2,5}$/.test(value) && removed.length > 0 && removed.every((line) => ofPort.test(line));
  if (isPort || isSurroundings(value)) return `The test works at another place than ${said}.`;
  const isFlagGone = flag.test(value) && !gained.some((other) => flag.test(other));
  if (isFlagGone && removed.length > 0 && removed.every((line) => setsFlag.test(line)))
    return `The test sets nothing to ${said} any more.`;
  if (gained.some((other) => isSameThingElsewhere(value, other)))
    return `What was ${said} is looked for elsewhere: did it move there?`;
  if (gained.some((other) => isMadeUnique(value, other)))
    return `The test's own value ${said} is made anew each time.`;
  if (gained.some((other) => hasGrown(value, other)))
    return `The test's own value ${said} has more in it than it had.`;
  if (place.code.literals.added.has(bare(value)))
    return `The test's own value ${said} is one of the code now.`;
  if (place.isClockSet && ofTime.test(value) && gained.some((other) => ofTime.test(other)))
    return `The test's own value ${said} is another now that the test sets the clock.`;
  if (place.isInPath(value)) return `The file of ${said} is named in other words.`;
  if (changedTogether(place.code.literals, value, gained))
    return `The test's own value ${said} was changed together with the code: is that the purpose?`;
  if (place.isForSecurity) return `The test's own value ${said} was changed or removed: was it the danger?`;
  if (place.isAskedOtherwise || place.isGiven(value) || place.isOfChangedCode)
    return `The test's own value ${said} was changed together with the code that takes it.`;
  return null;
}

/** Of more values nobody works out why they went: they may not. */
const valuesMax = 60;
/** A person need not read all, but the worst first. */
const saidMax = 3;

function worst(objections: readonly Objection[]): Objection[] {
  const blocking = objections.filter(({ severity }) => severity === "block");
  return [...blocking, ...objections.filter(({ severity }) => severity === "warn")].slice(0, saidMax);
}

/** What a test asks less of by its values: those that it expects, their order, and those that it puts in. */
export function valueObjections(before: TestFacts, after: TestFacts, place: Place): Objection[] {
  const { line, lineOf, tidy, isLost } = place;
  const against = tidy ? "warn" : "block";
  function judge(values: readonly string[], why: typeof whyInputMay, what: string): Objection[] {
    return worst(
      values.map((value, index): Objection => {
        const reason = index < valuesMax ? why(value, before, after, place) : null;
        if (reason !== null) return { severity: "warn", line: lineOf(value), reason };
        const changed = `${what} ${shorten(value)} was changed or removed.`;
        return { severity: against, line: lineOf(value), reason: changed };
      }),
    );
  }
  // A value that moved into or out of an assertion is neither lost nor new.
  const moved = total(after.expected) + total(after.other) >= total(before.expected) + total(before.other);
  const expected = lost(before.expected, after.expected);
  const goneFromAssertions = expected.filter(
    (value) => !moved || (after.other.get(value) ?? 0) <= (before.other.get(value) ?? 0),
  );
  const goneFromInputs = lost(before.other, after.other).filter(
    (value) => (after.expected.get(value) ?? 0) <= (before.expected.get(value) ?? 0) && isLost(value),
  );
  const isReordered =
    expected.length === 0 &&
    after.assertions === before.assertions &&
    reordered(before.sequences, after.sequences);
  return [
    ...judge(goneFromAssertions, whyExpectedMay, "The expected value"),
    ...(isReordered
      ? [
          {
            severity: place.isAskedOtherwise ? ("warn" as const) : against,
            line,
            reason: "The values of an assertion were put in another order or exchanged.",
          } satisfies Objection,
        ]
      : []),
    ...judge(goneFromInputs, whyInputMay, "The test's own value"),
  ];
}
