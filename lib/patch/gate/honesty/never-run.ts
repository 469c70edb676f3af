import type { Token } from "@/lib/domain/source/tokens";
import type { AssertionSpan } from "./assertion-spans";
import type { TestUnit } from "./syntax/test-units";

const opening = /^[([{]$/;
const closing = /^[)\]}]$/;
const conditional = /^(?:if|while|for|switch|catch|foreach|guard|else|unless)$/;
const neverTrue = /^(?:false|False|0)$/;

function textAt(tokens: readonly Token[], index: number): string {
  return tokens[index]?.text ?? "";
}

/** Where the bracket that closes at `index` was opened. */
function opened(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = index; at >= 0; at -= 1) {
    if (closing.test(textAt(tokens, at))) depth += 1;
    if (opening.test(textAt(tokens, at))) depth -= 1;
    if (depth === 0) return at;
  }
  return 0;
}

/** A statement under no condition of its own: `if (a) return` and `else return` are not meant. */
function comesAlways(tokens: readonly Token[], index: number): boolean {
  const before = textAt(tokens, index - 1);
  if (/^[;{}]$/.test(before)) return true;
  if (before === "" || conditional.test(before) || !/^[)\]]$/.test(before))
    return before !== "" && !conditional.test(before) && isOnNewLine(tokens, index);
  return !conditional.test(textAt(tokens, opened(tokens, index - 1) - 1)) && isOnNewLine(tokens, index);
}

function isOnNewLine(tokens: readonly Token[], index: number): boolean {
  return (tokens[index]?.line ?? 0) > (tokens[index - 1]?.line ?? 0);
}

/** Index behind the statement that begins with `return`. */
function behindReturn(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    const here = textAt(tokens, at);
    if (opening.test(here)) depth += 1;
    if (closing.test(here)) depth -= 1;
    if (depth < 0) return at;
    if (depth === 0 && here === ";") return at + 1;
    if (depth === 0 && isOnNewLine(tokens, at + 1) && !/^[.?:&|+*-]/.test(textAt(tokens, at + 1)))
      return at + 1;
  }
  return tokens.length;
}

/** End of the block in braces that holds `index`. */
function blockEnd(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = index; at < tokens.length; at += 1) {
    if (opening.test(textAt(tokens, at))) depth += 1;
    if (closing.test(textAt(tokens, at))) depth -= 1;
    if (depth < 0) return at;
  }
  return tokens.length;
}

/** Assertions behind a `return` that always comes, in languages whose blocks stand in braces. */
export function unreachedAssertions(tokens: readonly Token[], spans: readonly AssertionSpan[]): number {
  let count = 0;
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "word" || text !== "return" || !comesAlways(tokens, index)) continue;
    const from = behindReturn(tokens, index);
    const to = blockEnd(tokens, from);
    count += spans.filter((span) => !span.named && span.from >= from && span.from < to).length;
  }
  return count;
}

/** The left side of `||` or `&&` is that one word and no end of a comparison. */
function isAlone(tokens: readonly Token[], index: number, words: RegExp): boolean {
  return (
    words.test(textAt(tokens, index - 1)) && /^(?:[=(,{[;]|=>|return|:|)$/.test(textAt(tokens, index - 2))
  );
}

/** `if (false) {`, `while False:`, `|| true`, `and False`: conditions that say the same whatever the code does. */
export function foregoneConditions(tokens: readonly Token[]): number {
  return tokens.filter(({ text, kind }, index) => {
    const next = textAt(tokens, index + 1);
    if (/^(?:\|\||or)$/.test(text))
      return /^(?:true|True)$/.test(next) || isAlone(tokens, index, /^(?:true|True)$/);
    if (/^(?:&&|and)$/.test(text))
      return /^(?:false|False)$/.test(next) || isAlone(tokens, index, /^(?:false|False)$/);
    if (kind !== "word" || !/^(?:if|elif|while|elsif)$/.test(text)) return false;
    const at = textAt(tokens, index + 1) === "(" ? index + 2 : index + 1;
    const behind = textAt(tokens, at + 1);
    return neverTrue.test(textAt(tokens, at)) && (/^[){:]$/.test(behind) || isOnNewLine(tokens, at + 1));
  }).length;
}

/** Tests that run no more because a later one has their name; where a name stands for one thing only. */
export function shadowedTests(before: readonly TestUnit[], after: readonly TestUnit[]): TestUnit[] {
  // Two examples of RSpec may share a sentence, two methods a name not.
  const isSecond = ({ kind, key, title }: TestUnit) =>
    kind === "test" && /^test\w*$/i.test(title) && / \(\d+\)$/.test(key);
  const known = new Set(before.map(({ key }) => key));
  return after.filter((unit) => isSecond(unit) && !known.has(unit.key));
}
