import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { type PatchFile, removedLines } from "../../patch";
import { type CodeLiterals, changedTogether } from "./code-literals";
import { withInlinedChecks } from "./inlined-checks";
import { type MatchedTests, matchTests, type TestPair } from "./match-tests";
import { assertionsOf, without, withoutMoved } from "./moved-assertions";
import { shadowedTests } from "./never-run";
import type { Reading, TestReadings, TestUnit } from "./syntax/test-units";
import { type TestFacts, testFacts } from "./test-facts";
import { type Objection, type Place, shorten, testObjections } from "./test-objections";
import { deadName, type Elsewhere } from "./tests-elsewhere";

type Counts = ReadonlyMap<string, number>;

function valuesOf({ expected, other }: TestFacts): Counts {
  const all = new Map(expected);
  for (const [value, count] of other) all.set(value, (all.get(value) ?? 0) + count);
  return all;
}

function allTokens(units: readonly TestUnit[]): Token[] {
  return units.flatMap(({ tokens }) => tokens);
}

/** The first changed line of a test, as far as the difference tells; else where the test begins. */
function lineIn(file: PatchFile, { after }: TestPair): number | null {
  const first = after.tokens[0]?.line ?? after.line;
  const last = after.tokens.at(-1)?.line ?? first;
  const changed = file.lines.filter(({ kind }) => kind !== "context");
  const inside = changed.find(({ newLine }) => newLine !== null && newLine >= first && newLine <= last);
  const any = inside ?? changed[0];
  return any?.newLine ?? any?.oldLine ?? after.line;
}

function sameText(left: readonly Token[], right: readonly Token[]): boolean {
  const plain = ({ kind, text }: Token) => (kind === "string" ? text.replaceAll(/["'`]/g, "") : text);
  const says = (tokens: readonly Token[]) =>
    tokens
      .filter(
        ({ text }, index) =>
          text !== ";" && !(text === "," && /^[)\]}]$/.test(tokens[index + 1]?.text ?? "")),
      )
      .map(plain)
      .join(" ");
  return says(left) === says(right);
}

/** Whether all that came is whole assertions, and nothing went. */
function onlyAsserts({ before, after }: TestPair, language: Language): boolean {
  const had = assertionsOf(before, language);
  const gained = without(assertionsOf(after, language), had);
  const isGained = (index: number) => gained.some(({ from, to }) => index >= from && index < to);
  const left = after.tokens.filter(
    (token, index) => !isGained(index) && !(token.text === "await" && isGained(index + 1)),
  );
  return gained.length > 0 && sameText(before.tokens, left);
}

/** A row of a table has values, brackets and names of attributes or fields, and nothing that computes. */
const ofRow =
  /^(?:[()[\]{},:#@-]|=>|->|true|false|null|nil|None|True|False|case|InlineData|TestCase|DataRow|param|id|new)$/;

/** Whether all that came is rows of values, and nothing went. */
function onlyRows({ before, after }: TestPair): boolean {
  let at = 0;
  for (const { kind, text } of after.tokens) {
    if (text === before.tokens[at]?.text) at += 1;
    else if (kind !== "number" && kind !== "string" && !ofRow.test(text)) return false;
  }
  return at === before.tokens.length;
}

const importing = /^(?:import|from|use|using|require|require_relative|include|package)$/;

function withoutImports(tokens: readonly Token[]): Token[] {
  const lines = new Set<number>();
  let last = 0;
  for (const token of tokens) {
    if (token.line !== last && importing.test(token.text)) lines.add(token.line);
    last = token.line;
  }
  return tokens.filter(({ line }) => !lines.has(line));
}

/** Whatever else was done to a test that was there before: nothing is changed in the judge unseen. */
function remarkOn(pair: TestPair, language: Language, line: number | null): Objection[] {
  const { before, after, renamed } = pair;
  if (renamed && before.kind === "test" && before.title !== after.title)
    return [
      {
        severity: "warn",
        line,
        reason: `The test “${shorten(before.title)}” is now called “${shorten(after.title)}”.`,
      },
    ];
  if (pair.rewritten)
    return [
      {
        severity: "warn",
        line,
        reason: `The test “${shorten(before.title)}” asks in other words: does it still ask for the same?`,
      },
    ];
  if (sameText(before.tokens, after.tokens) || onlyAsserts(pair, language) || onlyRows(pair)) return [];
  if (before.kind !== "test" && sameText(withoutImports(before.tokens), withoutImports(after.tokens)))
    return [];
  const what =
    before.kind === "rest"
      ? "What the tests of this file share"
      : `The ${before.kind} “${shorten(before.title)}”`;
  return [{ severity: "warn", line, reason: `${what} was changed: does it still ask for the same?` }];
}

/** A test that is gone, and whether what it asked is asked elsewhere now: merged into another, or made a row of a table. */
function goneTest(
  unit: TestUnit,
  { before, after }: TestReadings,
  language: Language,
  elsewhere: Elsewhere | null,
): Objection {
  const dead = elsewhere === null ? null : deadName(unit.tokens, elsewhere);
  if (dead !== null)
    return {
      severity: "warn",
      line: unit.line,
      reason: `The test “${shorten(unit.title)}” went together with ${dead}, which it tested.`,
    };
  const facts = testFacts(unit.tokens, language);
  const ofTests = (units: readonly TestUnit[]) =>
    testFacts(allTokens(units.filter(({ kind }) => kind === "test")), language);
  const [had, has] = [ofTests(before), ofTests(after)];
  const [hadValues, hasValues] = [valuesOf(had), valuesOf(has)];
  const values = [...facts.expected.keys(), ...facts.other.keys()];
  const areKept =
    values.length > 0 && values.every((value) => (hasValues.get(value) ?? 0) >= (hadValues.get(value) ?? 0));
  const title = shorten(unit.title || "without a name");
  if (facts.assertions === 0 || areKept)
    return {
      severity: "warn",
      line: unit.line,
      reason: `The test “${title}” went into another one: are its cases all there?`,
    };
  return {
    severity: "block",
    line: unit.line,
    reason: `The test “${title}” was removed, or renamed so that its runner no longer finds it.`,
  };
}

/** What adds cases to one test. */
const declaringRow =
  /^(?:InlineData|TestCase|CsvSource|ValueSource|MethodSource|EnumSource|DataRow|parametrize|test_case|case|each)$/;

/** By its tree each test is matched or missed by itself: then what is left of a file declares none to count. */
function factsOf({ kind, title, tokens }: TestUnit, language: Language, reading: Reading): TestFacts {
  // What is imported is no question yet.
  const own = kind === "test" ? tokens : withoutImports(tokens);
  const facts = testFacts(own, language, kind === "test" ? title : "");
  if (reading.by === "words") return facts;
  const rows = tokens.filter((token) => token.kind === "word" && declaringRow.test(token.text)).length;
  return { ...facts, declarations: kind === "test" ? rows : 0 };
}

function comparePairs(
  file: PatchFile,
  matched: MatchedTests,
  language: Language,
  reading: Reading,
  shared: Omit<Place, "line">,
) {
  return matched.pairs.flatMap((pair) => {
    const line = lineIn(file, pair);
    const before = factsOf(pair.before, language, reading);
    const after = factsOf(pair.after, language, reading);
    const found = testObjections(before, after, { ...shared, line });
    return found.length > 0 ? found : remarkOn(pair, language, line);
  });
}

/** Every way in which the tests of one file ask for less than they did, test by test where its tree is known. */
export function compareTests(
  file: PatchFile,
  readings: TestReadings,
  language: Language,
  tidy: boolean,
  elsewhere: Elsewhere | null = null,
  literals: CodeLiterals | null = null,
): Objection[] {
  const { before, after, reading } = readings;
  const beyond = elsewhere?.added ?? [];
  const removed = removedLines(file);
  const had = valuesOf(testFacts(allTokens(before), language));
  const has = valuesOf(testFacts(allTokens([...after, ...beyond]), language));
  const shared: Omit<Place, "line"> = {
    tidy,
    changedTogether: (value, gained) => literals !== null && changedTogether(literals, value, gained),
    isLost: (value) => (has.get(value) ?? 0) < (had.get(value) ?? 0),
    lineOf(value) {
      const plain = value.replace(/^"|"$/g, "");
      return (removed.find(({ text }) => text.includes(plain)) ?? removed[0])?.oldLine ?? null;
    },
  };
  const matched = withoutMoved(
    matchTests(before, withInlinedChecks(before, after, beyond, language)),
    language,
    beyond,
  );
  const found = [
    ...comparePairs(file, matched, language, reading, shared),
    ...matched.gone.map((unit) => goneTest(unit, readings, language, elsewhere)),
    ...(language === "python" || language === "ruby" ? shadowedTests(before, after) : []).map(
      ({ title, line }): Objection => ({
        severity: "block",
        line,
        reason: `Two tests are called “${shorten(title)}”: only the last one runs.`,
      }),
    ),
  ];
  if (reading.by === "words" && reading.reason.endsWith("after the change"))
    found.push({
      severity: "warn",
      line: null,
      reason: "This file parsed before the change and does not now: it was compared by its words.",
    });
  return found;
}
