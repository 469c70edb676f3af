import { valueSeparator } from "./assertion-facts";
import { changedTogether, isSameEdit } from "./code-literals";
import { hasGrown, isMadeUnique, isNarrower, isSameThingElsewhere, pinnedTo } from "./kindred-values";
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

/** Whether a test expects an error that this patch declares, and did not before. */
export function expectsOwnError(before: TestFacts, after: TestFacts, { names }: CodeChanges): boolean {
  return lost(after.namedErrors, before.namedErrors).some((name) => names.added.has(name));
}

const ofNow = /\b(?:now|today|current|utcnow|Date\.new|new Date|time\(\))\b/i;

/** Why a value of an assertion that went may have gone for good reasons; null where it may not. */
function whyExpectedMay(value: string, before: TestFacts, after: TestFacts, place: Place): string | null {
  const said = shorten(value);
  const { code, countOf, isAskedOtherwise } = place;
  const gained = lost(after.expected, before.expected);
  if (changedTogether(code.literals, value, gained))
    return `The expected value ${said} was changed together with the code: is that the purpose?`;
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
  if (isMessage && expectsOwnError(before, after, code))
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

const setsFlag = /(?:^|[^=!<>])=[ \t]{0,4}\w{3,9};?$/;
const flag = /^(?:true|false|null|nil|none|undefined)$/i;
const ofTime = /^"\d{4}-\d{2}-\d{2}|^"\w*(?:_at|At|date|Date|time|Time|_on)"$/;

/** Why an input of a test may have changed for good reasons; null where it may not. */
function whyInputMay(value: string, before: TestFacts, after: TestFacts, place: Place): string | null {
  const said = shorten(value);
  const gained = [...lost(after.other, before.other), ...lost(after.expected, before.expected)];
  if (isSurroundings(value)) return `The test works at another place than ${said}.`;
  const { removed } = place.linesOf(value);
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

/** What a test asks less of by its values: those that it expects, their order, and those that it puts in. */
export function valueObjections(before: TestFacts, after: TestFacts, place: Place): Objection[] {
  const { line, lineOf, tidy, isLost } = place;
  const found: Objection[] = [];
  function object(
    reason: string,
    at = line,
    severity: Objection["severity"] = tidy ? "warn" : "block",
  ): void {
    found.push({ severity, line: at, reason });
  }
  // A value that moved into or out of an assertion is neither lost nor new.
  const moved = total(after.expected) + total(after.other) >= total(before.expected) + total(before.other);
  for (const value of lost(before.expected, after.expected).slice(0, 3)) {
    if (moved && (after.other.get(value) ?? 0) > (before.other.get(value) ?? 0)) continue;
    const why = whyExpectedMay(value, before, after, place);
    if (why !== null) object(why, lineOf(value), "warn");
    else object(`The expected value ${shorten(value)} was changed or removed.`, lineOf(value));
  }
  const sameValues =
    lost(before.expected, after.expected).length === 0 && after.assertions === before.assertions;
  if (sameValues && reordered(before.sequences, after.sequences))
    object(
      "The values of an assertion were put in another order or exchanged.",
      line,
      tidy || place.isAskedOtherwise ? "warn" : "block",
    );
  for (const value of lost(before.other, after.other).slice(0, 3)) {
    if ((after.expected.get(value) ?? 0) > (before.expected.get(value) ?? 0)) continue;
    if (!isLost(value)) continue;
    const why = whyInputMay(value, before, after, place);
    if (why !== null) object(why, lineOf(value), "warn");
    else object(`The test's own value ${shorten(value)} was changed or removed.`, lineOf(value));
  }
  return found;
}
