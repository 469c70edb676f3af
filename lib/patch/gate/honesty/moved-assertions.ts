import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { shapeOf } from "./assertion-shapes";
import { assertionSpans } from "./assertion-spans";
import type { MatchedTests } from "./match-tests";
import { type Assertion, alsoAskedBy, saysOtherwise, wentWithItsCall } from "./retold-assertions";
import type { TestUnit } from "./syntax/test-units";

/** One spelling of an assertion: quotes, commas before a bracket and semicolons say nothing. */
function spelled(tokens: readonly Token[]): string {
  return tokens
    .filter(
      ({ text }, index) => text !== ";" && !(text === "," && /^[)\]}]$/.test(tokens[index + 1]?.text ?? "")),
    )
    .map(({ kind, text }) => (kind === "string" ? text.replace(/^(["'`])([\s\S]*)\1$/, '"$2"') : text))
    .join(" ");
}

export function assertionsOf(unit: TestUnit, language: Language): Assertion[] {
  return assertionSpans(unit.tokens, language)
    .filter(({ named }) => !named)
    .map(({ from, to }) => {
      const tokens = unit.tokens.slice(from, to);
      return { unit, text: spelled(tokens), shape: shapeOf(tokens), from, to };
    });
}

/** Of `own`, what has no equal in `partner`; each equal cancels one. */
export function without(own: readonly Assertion[], partner: readonly Assertion[]): Assertion[] {
  const texts = partner.map(({ text }) => text);
  return own.filter(({ text }) => {
    const index = texts.indexOf(text);
    if (index !== -1) texts.splice(index, 1);
    return index === -1;
  });
}

/** A unit without some of its assertions. */
export function cut(unit: TestUnit, assertions: readonly Assertion[]): TestUnit {
  if (assertions.length === 0) return unit;
  const tokens = unit.tokens.filter(
    (_, index) => !assertions.some(({ from, to }) => index >= from && index < to),
  );
  return { ...unit, tokens };
}

/**
 * Takes out of both sides what only moved from one test to another of the same file or to those `beyond`, as when a long
 * test is split, and what one test asks in other words. What is left of a test was really changed there: an assertion that
 * is lost is not made good by a new one elsewhere.
 */
export function withoutMoved(
  { pairs, gone, added }: MatchedTests,
  language: Language,
  beyond: readonly TestUnit[] = [],
): MatchedTests {
  const lost: Assertion[] = [];
  const gained: Assertion[] = [];
  for (const { before, after } of pairs) {
    const [old, young] = [assertionsOf(before, language), assertionsOf(after, language)];
    lost.push(...without(old, young));
    gained.push(...without(young, old));
  }
  for (const unit of gone) lost.push(...assertionsOf(unit, language));
  for (const unit of [...added, ...beyond]) gained.push(...assertionsOf(unit, language));

  const moved = new Map<TestUnit, Assertion[]>();
  const move = (assertion: Assertion) =>
    moved.set(assertion.unit, [...(moved.get(assertion.unit) ?? []), assertion]);
  const left = new Set(gone);
  for (const assertion of lost) {
    // What was a test and is none any more runs nowhere, unless another test took it over.
    const mayTake = ({ unit }: Assertion) => unit.kind === "test" || !left.has(assertion.unit);
    const index = gained.findIndex((target) => target.text === assertion.text && mayTake(target));
    const [target] = index === -1 ? [] : gained.splice(index, 1);
    if (target === undefined) continue;
    move(assertion);
    move(target);
  }
  const isOpen = (assertion: Assertion) => !(moved.get(assertion.unit) ?? []).includes(assertion);
  const rewritten = new Set<TestUnit>();
  for (const assertion of lost.filter(isOpen)) {
    const partner = pairs.find(({ before }) => before === assertion.unit)?.after;
    const target = gained.find(
      (other) => other.unit === partner && isOpen(other) && saysOtherwise(assertion.shape, other.shape),
    );
    if (target === undefined) continue;
    move(assertion);
    move(target);
    rewritten.add(assertion.unit);
  }
  for (const assertion of lost.filter(isOpen)) {
    const partner = pairs.find(({ before }) => before === assertion.unit)?.after;
    if (language !== "go" || partner === undefined || !wentWithItsCall(assertion, partner)) continue;
    move(assertion);
    rewritten.add(assertion.unit);
  }
  for (const assertion of lost.filter(isOpen)) {
    const partner = pairs.find(({ before }) => before === assertion.unit)?.after;
    const others = lost.filter(
      (other) => isOpen(other) && other !== assertion && other.unit === assertion.unit,
    );
    for (const target of gained.filter((other) => other.unit === partner && isOpen(other))) {
      const other = alsoAskedBy(target, assertion, others);
      if (other === null) continue;
      for (const one of [assertion, other, target]) move(one);
      rewritten.add(assertion.unit);
      break;
    }
  }
  const rest = (unit: TestUnit) => cut(unit, moved.get(unit) ?? []);
  return {
    pairs: pairs.map((pair) => ({
      ...pair,
      before: rest(pair.before),
      after: rest(pair.after),
      rewritten: rewritten.has(pair.before),
    })),
    gone: gone.map(rest),
    added: added.map(rest),
  };
}
