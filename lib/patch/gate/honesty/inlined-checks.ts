import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { assertionSpans } from "./assertion-spans";
import type { TestUnit } from "./syntax/test-units";

const declares = /^(?:function|def|func|fn|fun|void|const|let|static)$/;
/** Of longer functions nobody says that they only check. */
const tokensMax = 200;
const callsMax = 20;

/** From the name of a function to the end of its body: its last bracket, or where the next one begins. */
function bodyFrom(tokens: readonly Token[], from: number): Token[] {
  let depth = 0;
  let to = from + 1;
  for (; to < tokens.length && to - from < tokensMax; to += 1) {
    const text = tokens[to]?.text ?? "";
    if (depth === 0 && declares.test(text)) break;
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 0 && text === "}") break;
  }
  return tokens.slice(from + 1, to);
}

/** Functions outside of tests that assert, and were not there before. */
function newChecks(before: readonly TestUnit[], after: readonly TestUnit[], language: Language) {
  const known = new Set(before.flatMap(({ tokens }) => tokens.map(({ text }) => text)));
  const checks = new Map<string, Token[]>();
  for (const { kind, tokens } of after) {
    if (kind === "test") continue;
    for (const [index, { text }] of tokens.entries()) {
      const name = tokens[index + 1];
      if (!declares.test(text) || name?.kind !== "word" || known.has(name.text)) continue;
      const body = bodyFrom(tokens, index + 1);
      if (assertionSpans(body, language).length > 0) checks.set(name.text, body);
    }
  }
  return checks;
}

/**
 * `beyond` is what the patch adds to other files. Where a patch moves what tests assert into a function of its own, each call counts as what the function does: a good
 * helper loses nothing, and one that asserts less is seen to.
 */
export function withInlinedChecks(
  before: readonly TestUnit[],
  after: readonly TestUnit[],
  beyond: readonly TestUnit[],
  language: Language,
): TestUnit[] {
  const checks = newChecks(before, [...after, ...beyond], language);
  if (checks.size === 0) return [...after];
  return after.map((unit) => {
    const calls = unit.tokens.filter(({ text }) => checks.has(text));
    if (unit.kind !== "test" || calls.length === 0 || calls.length > callsMax) return unit;
    // The call itself is no assertion any more: its values are arguments.
    const tokens = unit.tokens.map((token) => (checks.has(token.text) ? { ...token, text: "call" } : token));
    return { ...unit, tokens: [...tokens, ...calls.flatMap(({ text }) => checks.get(text) ?? [])] };
  });
}
