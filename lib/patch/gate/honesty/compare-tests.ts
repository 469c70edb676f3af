import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { addedLines, type PatchFile, removedLines } from "../../patch";
import { withInlinedChecks } from "./inlined-checks";
import { type MatchedTests, matchTests, type TestPair } from "./match-tests";
import { mockedSubjects } from "./mocked-subject";
import { withoutMoved } from "./moved-assertions";
import { shadowedTests } from "./never-run";
import { type CodeChanges, type Objection, type Place, shorten } from "./objection";
import { remarkOn, withoutImports } from "./remarks";
import type { Reading, TestReadings, TestUnit } from "./syntax/test-units";
import { withoutTabled } from "./tabled-assertions";
import { type TestFacts, testFacts, valuesGivenTo } from "./test-facts";
import { testObjections } from "./test-objections";
import { deadName, type Elsewhere } from "./tests-elsewhere";

/** What is known of a file of tests as a whole. */
type OfFile = Omit<Place, "line" | "isAskedOtherwise" | "isOfChangedCode" | "isGiven" | "isClockSet">;

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

const clock =
  /^(?:now|today|clock|Clock|FakeTimeProvider|freeze_?time|freeze|travel|travel_to|setSystemTime|useFakeTimers|setTestNow|travelTo|travelBack|Timecop|time_machine|withClock)$/;

function comparePairs(
  file: PatchFile,
  matched: MatchedTests,
  language: Language,
  reading: Reading,
  shared: OfFile,
) {
  const { changed, removed, touched } = shared.code.names;
  const altered = new Set([...changed, ...removed]);
  const clocks = ({ tokens }: TestUnit) =>
    tokens.filter(({ kind, text }) => kind === "word" && clock.test(text)).length;
  return matched.pairs.flatMap((pair) => {
    const isClockSet = clocks(pair.after) > clocks(pair.before);
    const speaks = (names: ReadonlySet<string>) =>
      [...pair.before.tokens, ...pair.after.tokens].some(
        ({ kind, text }) => kind === "word" && names.has(text),
      );
    // Without a tree a file is one unit: then nothing says which part of it speaks of what.
    const byTree = reading.by === "tree";
    const given = valuesGivenTo(altered, pair.before.tokens);
    const ofCode = {
      isAskedOtherwise: byTree && speaks(altered),
      isOfChangedCode: byTree && speaks(touched),
      isGiven: (value: string) => given.has(value),
    };
    const line = lineIn(file, pair);
    const before = factsOf(pair.before, language, reading);
    const after = factsOf(pair.after, language, reading);
    const found = testObjections(before, after, { ...shared, ...ofCode, line, isClockSet });
    return found.length > 0 ? found : remarkOn(pair, language, line);
  });
}

/** Of more lines nobody asks which became which. */
const linesMax = 60;

const unchanged: CodeChanges = {
  literals: {
    removed: new Set(),
    added: new Set(),
    numbers: new Set(),
    parts: { removed: [], added: [] },
    removedText: "",
    addedText: "",
  },
  names: { added: new Set(), changed: new Set(), removed: new Set(), touched: new Set() },
};

/** Whether fewer tests say a value because what they share says it for them: a helper, a fixture. */
function isShared(value: string, { before, after }: TestReadings, language: Language): boolean {
  const count = (units: readonly TestUnit[]) =>
    valuesOf(testFacts(allTokens(units.filter(({ kind }) => kind !== "test")), language)).get(value) ?? 0;
  return count(after) > count(before);
}

/** Every way in which the tests of one file ask for less than they did, test by test where its tree is known. */
export function compareTests(
  file: PatchFile,
  readings: TestReadings,
  language: Language,
  asked: { tidy: boolean; isForSecurity: boolean },
  elsewhere: Elsewhere | null = null,
  code: CodeChanges = unchanged,
): Objection[] {
  const { before, after, reading } = readings;
  const beyond = elsewhere?.added ?? [];
  const removed = removedLines(file);
  const removedTexts = removed.map(({ text }) => text);
  const addedTexts = addedLines(file)
    .map(({ text }) => text)
    .slice(0, linesMax);
  const had = valuesOf(testFacts(allTokens(before), language));
  const has = valuesOf(testFacts(allTokens([...after, ...beyond]), language));
  const [textBefore, textAfter] = [before, after].map((units) =>
    allTokens(units)
      .map(({ text }) => text)
      .join(""),
  );
  const shared: OfFile = {
    ...asked,
    code,
    countOf: (text) => ({
      before: (textBefore ?? "").split(text).length - 1,
      after: (textAfter ?? "").split(text).length - 1,
    }),
    isLost: (value) =>
      (has.get(value) ?? 0) < (had.get(value) ?? 0) &&
      !(reading.by === "tree" && isShared(value, readings, language)),
    linesOf(value) {
      const plain = value.replace(/^"|"$/g, "");
      const holding = removedTexts.filter((text) => text.includes(plain));
      return { removed: holding.length > linesMax ? [] : holding, added: addedTexts };
    },
    isInPath(value) {
      const name = value.replace(/^"|"$/g, "");
      return (
        /^[\w.-]{4,}$/.test(name) &&
        addedTexts.some((text) => text.includes(`/${name}`) || text.includes(`${name}/`))
      );
    },
    lineOf(value) {
      const plain = value.replace(/^"|"$/g, "");
      return (removed.find(({ text }) => text.includes(plain)) ?? removed[0])?.oldLine ?? null;
    },
  };
  const units = matchTests(before, withInlinedChecks(before, after, beyond, language));
  const matched = withoutTabled(withoutMoved(units, language, beyond), language);
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
  if (mockedSubjects(file.path, allTokens(after)) > mockedSubjects(file.path, allTokens(before)))
    found.push({
      severity: "block",
      line: addedLines(file)[0]?.newLine ?? null,
      reason: "What these tests are named after is replaced by a stand-in: the real code is tested no more.",
    });
  if (reading.by === "words" && reading.reason.endsWith("after the change"))
    found.push({
      severity: "warn",
      line: null,
      reason: "This file parsed before the change and does not now: it was compared by its words.",
    });
  return found;
}
