import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import type { MatchedTests } from "./match-tests";
import { assertionsOf, cut, without } from "./moved-assertions";
import type { Assertion } from "./retold-assertions";
import type { TestUnit } from "./syntax/test-units";
import { testWords } from "./test-words";

const literalWord = /^(?:true|false|null|undefined|nil|None|True|False)$/;
/** A test of more words is no row of a table. */
const tokensMax = 4_000;
const rowTokensMax = 60;

function isValue({ kind, text }: Token): boolean {
  return kind === "string" || kind === "number" || literalWord.test(text);
}

function spelled({ text }: Token): string {
  return text.replaceAll(/["'`_]/g, "").toLowerCase();
}

/** A string may hold a whole row: `"A1, Ada, ADA"`. */
function valuesIn(tokens: readonly Token[]): Set<string> {
  const values = tokens.filter(isValue).flatMap((token) => {
    const whole = spelled(token);
    return token.kind === "string" ? [whole, ...whole.split(/[,;|]/).map((part) => part.trim())] : [whole];
  });
  return new Set(values);
}

/** What stands between a bracket and its partner, as far as it is short enough to be a row. */
function rowsOf(tokens: readonly Token[]): Set<string>[] {
  const rows: Set<string>[] = [];
  const open: number[] = [];
  for (const [index, { text }] of tokens.entries()) {
    if (/^[([{]$/.test(text)) open.push(index);
    if (!/^[)\]}]$/.test(text)) continue;
    const from = open.pop();
    if (from !== undefined && index - from <= rowTokensMax)
      rows.push(valuesIn(tokens.slice(from + 1, index)));
  }
  return rows;
}

/** Of `left`, what `right` does not have; each equal cancels one. */
function minus(left: readonly string[], right: readonly string[]): string[] {
  const open = [...right];
  return left.filter((text) => {
    const index = open.indexOf(text);
    if (index !== -1) open.splice(index, 1);
    return index === -1;
  });
}

interface Question {
  words: string[];
  values: string[];
}

function questionOf({ unit, from, to }: Assertion): Question {
  const tokens = unit.tokens.slice(from, to);
  return {
    words: tokens.filter((token) => token.kind === "word" && !isValue(token)).map(({ text }) => text),
    values: tokens.filter(isValue).map(spelled),
  };
}

/** The values for which names stand in `general`, where it asks the same in all else; null where it does not. */
function namedValues(one: Question, general: Question, language: Language): string[] | null {
  if (minus(one.words, general.words).length > 0) return null;
  const names = minus(general.words, one.words);
  const named = minus(one.values, general.values);
  const { loose } = testWords[language];
  const isFit = named.length > 0 && names.length > 0 && names.length <= named.length + 1;
  return isFit && !names.some((name) => loose.test(name)) ? named : null;
}

/** A test that asks one thing of each row of values. */
interface Table {
  questions: Question[];
  rows: Set<string>[];
  values: ReadonlySet<string>;
}

function tableOf(unit: TestUnit, shared: readonly Set<string>[], language: Language): Table | null {
  if (unit.tokens.length > tokensMax) return null;
  const assertions = assertionsOf(unit, language);
  const outside = cut(unit, assertions).tokens;
  const rows = [...rowsOf(outside), ...shared];
  if (assertions.length === 0 || rows.length === 0) return null;
  return { questions: assertions.map(questionOf), rows, values: valuesIn(unit.tokens) };
}

function stands(
  assertion: Assertion,
  table: Table,
  language: Language,
  others: readonly string[],
  questions: readonly Question[] = table.questions,
): boolean {
  const one = questionOf(assertion);
  return questions.some((question) => {
    const named = namedValues(one, question, language);
    if (named === null) return false;
    return table.rows.some(
      (row) =>
        named.every((value) => row.has(value)) &&
        others.every((value) => row.has(value) || table.values.has(value)),
    );
  });
}

/**
 * Takes out what became a row of a table: where the same is asked with names instead of values, and those values stand
 * together in one row, nothing is asked less.
 */
export function withoutTabled(matched: MatchedTests, language: Language): MatchedTests {
  const { pairs, gone, added } = matched;
  const shared = pairs
    .filter(({ after }) => after.kind !== "test")
    .flatMap(({ after }) => (after.tokens.length > tokensMax ? [] : rowsOf(after.tokens)));
  const known = new Map<TestUnit, Table | null>();
  function table(unit: TestUnit): Table[] {
    const made = known.get(unit) ?? tableOf(unit, shared, language);
    known.set(unit, made);
    return made === null ? [] : [made];
  }
  // `define_method("test_#{name}")` makes tests that are found under no name of their own.
  const tests = [...pairs.map(({ after }) => after), ...added].filter(
    ({ kind, tokens }) => kind === "test" || tokens.some(({ text }) => text === "define_method"),
  );
  return {
    added,
    pairs: pairs.map((pair) => {
      const [had, has] = [assertionsOf(pair.before, language), assertionsOf(pair.after, language)];
      // What was asked of names before is no question that replaces another.
      const questions = without(has, had).map(questionOf);
      const tabled = without(had, has).filter((one) =>
        table(pair.after).some((rows) => stands(one, rows, language, [], questions)),
      );
      return tabled.length === 0 ? pair : { ...pair, before: cut(pair.before, tabled), rewritten: true };
    }),
    gone: gone.map((unit) => {
      const had = assertionsOf(unit, language);
      const others = [...valuesIn(cut(unit, had).tokens)];
      const tabled = had.filter((one) =>
        tests.some((test) => table(test).some((rows) => stands(one, rows, language, others))),
      );
      return cut(unit, tabled);
    }),
  };
}
