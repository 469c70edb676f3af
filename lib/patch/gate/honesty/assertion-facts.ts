import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import type { AssertionSpan } from "./assertion-spans";
import { foregoneConditions, unreachedAssertions } from "./never-run";

/** What assertions say beside their values. */
export interface AssertionFacts {
  /** Errors that are named one by one (`RangeError`, `ErrEmpty`, a class of the project) → how often. */
  namedErrors: Map<string, number>;
  /** What a handler of errors names: `catch (error: RangeError)`. */
  caughtErrors: ReadonlySet<string>;
  /** `not`, `assertFalse`, `!` and kin: an assertion turned round has one more or one less. */
  negations: number;
  /** `… or True`, `if false`: conditions that say the same whatever the code does. */
  foregone: number;
  /** Assertions behind a `return` that always comes. */
  unreached: number;
  /** Values that are looked for within a longer text. */
  parts: ReadonlySet<string>;
  /** Values that a call to a stand-in must have had. */
  arguments: ReadonlySet<string>;
  /** The literals of each assertion in their order, as one text → how often. */
  sequences: Map<string, number>;
}

/** Stands in no source text that was decoded as text. */
export const valueSeparator = "\u0000";

const errorName = /(?:Error|Exception|Failure|Fault|NotFound)$|^Invalid|^Err[A-Z]/;
/** In an assertion that waits for an error, a class is the one that is waited for. */
const raising = /throw|raise|reject|exception|intercept|fails/i;
/** A part of what is said is enough: matchers of errors and of texts. */
const containing =
  /^(?:match|toThrow\w*|toMatch|toContain|assertRaisesRegex|assertIn|assertContains|hasMessageContaining|assertStringContainsString|stringContaining|include|raise_error|assert_match|ErrorContains|rejects|throws|Contains|contains)$/;
/** What is asked of a stand-in: how it was called. */
export const ofCalls =
  /^(?:verify|coVerify|Verify|Received|have_received|shouldHaveReceived|assert_has_calls|assert_(?:called|awaited)\w*|toHaveBeen\w*CalledWith|calledWith\w*|calledOnceWith\w*|AssertCalled)$/;
const className = /^[A-Z][a-z]\w*$/;
/** These catch everything: naming one of them, or none, says nothing. */
const anyError = /^(?:NoError|Error|Exception|BaseException|StandardError|Throwable|RuntimeError|Err)$/;
const negation =
  /^(?:not|not_to|to_not|should_not|refute\w*|assertFalse|assertNot\w+|isFalse|isNot\w+|IsFalse|False|NotEqual|AreNotEqual|NotBe\w*|notEqual|notStrictEqual|notDeepEqual|doesNot\w+|toBeFalsy|assert_not\w*|assert_ne|ne|DoesNot\w+|Nil|NoError)$/;

function increase(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** The words of one line behind `catch` or `except`. */
function caughtErrors(tokens: readonly Token[]): Set<string> {
  const names = new Set<string>();
  for (const [index, { kind, text, line }] of tokens.entries()) {
    if (kind !== "word" || !/^(?:catch|except|rescue)$/.test(text)) continue;
    for (const next of tokens.slice(index + 1, index + 12)) {
      if (next.line !== line || next.text === "{") break;
      if (next.kind === "word") names.add(next.text);
    }
  }
  return names;
}

/** `assert (left == right, "message")` holds always: it asks whether a tuple is there. */
function isTuple(tokens: readonly Token[], from: number, to: number): boolean {
  if (tokens[from]?.text !== "assert" || tokens[from + 1]?.text !== "(" || tokens[to - 1]?.text !== ")")
    return false;
  let depth = 0;
  let commas = 0;
  for (let index = from + 1; index < to; index += 1) {
    const { text } = tokens[index] ?? { text: "" };
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 0 && index < to - 1) return false;
    if (depth === 1 && text === ",") commas += 1;
  }
  return commas > 0;
}

function isGoEquality(text: string | undefined): boolean {
  return /^(?:reflect|slices|maps|bytes|cmp|proto)$/.test(text ?? "");
}

/** In a condition that ends a test, `if reflect.DeepEqual(…)` and `if diff == ""` are the ones turned round. */
function isGoComparison(tokens: readonly Token[], index: number): boolean {
  const [before, token, next] = [tokens[index - 1], tokens[index], tokens[index + 1]];
  const isPlain = isGoEquality(token?.text) && next?.text === "." && before?.text !== "!";
  return isPlain ? tokens[index + 2]?.text !== "Diff" : token?.text === "==" && next?.text === '""';
}

export function assertionFacts(
  tokens: readonly Token[],
  spans: readonly AssertionSpan[],
  language: Language,
  literal: (index: number) => string | null,
): AssertionFacts {
  const facts: AssertionFacts = {
    namedErrors: new Map(),
    caughtErrors: caughtErrors(tokens),
    negations: 0,
    foregone: foregoneConditions(tokens),
    unreached: unreachedAssertions(tokens, spans),
    parts: new Set(),
    arguments: new Set(),
    sequences: new Map(),
  };
  const [parts, calls] = [new Set<string>(), new Set<string>()];
  for (const { from, to, named } of spans) {
    const sequence: string[] = [];
    const words = tokens.slice(from, to).filter(({ kind }) => kind === "word");
    const isPart = words.some(({ text }) => containing.test(text));
    const isOfCall = words.some(({ text }) => ofCalls.test(text));
    // `@Test(expected = UnknownIsbn.class)`
    const isAttribute = named && (language === "java" || language === "csharp");
    const throwing =
      isAttribute || tokens.slice(from, to).some(({ kind, text }) => kind === "word" && raising.test(text));
    for (let index = from; index < to; index += 1) {
      const token = tokens[index];
      if (token === undefined) break;
      const isError =
        errorName.test(token.text) || (throwing && className.test(token.text) && !raising.test(token.text));
      if (token.kind === "word" && isError && !anyError.test(token.text))
        increase(facts.namedErrors, token.text);
      // `assertNotNull` asserts nothing but presence: it counts as loose, and is no other assertion turned round.
      if (token.kind === "word" && negation.test(token.text) && !/Nu?ll|None|Nil$/.test(token.text))
        facts.negations += 1;
      if (language === "go" && isGoComparison(tokens, index)) facts.negations += 1;
      else if (token.text === "!" && language === "go" && isGoEquality(tokens[index + 1]?.text)) continue;
      if (token.text === "!" && tokens[index + 1]?.text !== "=" && tokens[index - 1]?.kind !== "word")
        facts.negations += 1;
      const value = literal(index);
      if (value === null) continue;
      sequence.push(value);
      if (isPart) parts.add(value);
      if (isOfCall) calls.add(value);
    }
    const goCondition = language === "go" && named && tokens[from]?.text === "if";
    if (goCondition && to - from === 2 && /^(?:true|false)$/.test(tokens[from + 1]?.text ?? ""))
      facts.foregone += 1;
    if (language === "python" && isTuple(tokens, from, to)) facts.foregone += 1;
    if (sequence.length > 1) increase(facts.sequences, sequence.join(valueSeparator));
  }
  return { ...facts, parts, arguments: calls };
}
