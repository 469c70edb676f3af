import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import type { TestPair } from "./match-tests";
import { assertionsOf, without } from "./moved-assertions";
import { type Objection, shorten } from "./objection";

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

/** What takes rows in round brackets: attributes and makers of lists. */
const takesRows =
  /^(?:\w*Source|InlineData|TestCase|DataRow|parametrize|test_case|case|each|of|listOf|arrayOf|asList|List|Array|Seq|param|values)$/;

/** Whether all that came is rows of values, and nothing went. An argument more of a call is no row. */
function onlyRows({ before, after }: TestPair): boolean {
  const open: number[] = [];
  let at = 0;
  for (const [index, { kind, text }] of after.tokens.entries()) {
    const isNew = text !== before.tokens[at]?.text;
    if (!isNew) at += 1;
    else if (kind !== "number" && kind !== "string" && !ofRow.test(text)) return false;
    const around = open.at(-1) ?? -1;
    const isCall = after.tokens[around]?.text === "(" && /^\w+$/.test(after.tokens[around - 1]?.text ?? "");
    if (isNew && isCall && !takesRows.test(after.tokens[around - 1]?.text ?? "")) return false;
    if (/^[([{]$/.test(text)) open.push(index);
    if (/^[)\]}]$/.test(text)) open.pop();
  }
  return at === before.tokens.length;
}

const importing = /^(?:import|from|use|using|require|require_relative|include|package)$/;

export function withoutImports(tokens: readonly Token[]): Token[] {
  const lines = new Set<number>();
  let last = 0;
  for (const token of tokens) {
    if (token.line !== last && importing.test(token.text)) lines.add(token.line);
    last = token.line;
  }
  return tokens.filter(({ line }) => !lines.has(line));
}

/** Whatever else was done to a test that was there before: nothing is changed in the judge unseen. */
export function remarkOn(pair: TestPair, language: Language, line: number | null): Objection[] {
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
