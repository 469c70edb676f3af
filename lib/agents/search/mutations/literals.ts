import type { Token } from "@/lib/domain/source/tokens";
import type { Code } from "../code";
import type { Edit } from "../edit";
import { editDistance } from "./names";
import { removeTokens, replaceToken } from "./replace";

const opposites: Readonly<Record<string, string>> = {
  true: "false",
  false: "true",
  True: "False",
  False: "True",
};
const integer = /^\d{1,15}$/;
const hintsMax = 6;
const siblingsMax = 3;

/** A whole number one more or less, 0 for 1, or a number that a failing test names. Separators stay as they were. */
function numbers(code: Code, token: Token): Edit[] {
  const plain = token.text.replaceAll("_", "");
  if (!integer.test(plain)) return [];
  const value = Number(plain);
  const near = [value + 1, value - 1].filter((one) => one >= 0);
  const named = code.hints.filter((hint) => integer.test(hint) && Number(hint) !== value).slice(0, hintsMax);
  return [
    ...near.map((one) => replaceToken(code, token, String(one), 2)),
    ...named.filter((hint) => !near.includes(Number(hint))).map((hint) => replaceToken(code, token, hint, 3)),
  ];
}

/** A string that is nearly the same as another of the file, or one that a failing test names. */
function strings(code: Code, token: Token): Edit[] {
  const quote = token.text[0] ?? "";
  if (!/^["'`]$/.test(quote) || !token.text.endsWith(quote) || token.text.length > 82) return [];
  const inner = token.text.slice(1, -1);
  const others = new Set(
    code.tokens.filter(({ kind }) => kind === "string").map(({ text }) => text.slice(1, -1)),
  );
  const candidates = [...others, ...code.hints].filter(
    (other) =>
      other !== inner &&
      !other.includes(quote) &&
      !other.includes("\n") &&
      editDistance(inner, other, 2) <= 2,
  );
  return [...new Set(candidates)]
    .slice(0, siblingsMax)
    .map((other) => replaceToken(code, token, `${quote}${other}${quote}`, 3));
}

export function literals(code: Code): Edit[] {
  return code.tokens.flatMap((token) => {
    const opposite = token.kind === "word" ? opposites[token.text] : undefined;
    if (opposite !== undefined) return [replaceToken(code, token, opposite, 1)];
    if (token.kind === "number") return numbers(code, token);
    if (token.kind === "string") return strings(code, token);
    return [];
  });
}

/** One too many or too few at an end: `length`, an index, a `+ 1` that is there or missing. */
export function offByOne(code: Code): Edit[] {
  const { tokens } = code;
  return tokens.flatMap((token, index): Edit[] => {
    const previous = tokens[index - 1];
    const next = tokens[index + 1];
    if (token.text === "1" && previous && /^[+-]$/.test(previous.text) && tokens[index - 2]?.kind !== "mark")
      return [removeTokens(code, previous, token, "before", 2)];
    if (/^(?:length|size|count)$/.test(token.text) && previous?.text === "." && next?.text !== "(")
      return [
        replaceToken(code, token, `${token.text} - 1`, 2),
        replaceToken(code, token, `${token.text} + 1`, 3),
      ];
    if (token.kind === "word" && previous?.text === "[" && next?.text === "]")
      return [
        replaceToken(code, token, `${token.text} + 1`, 3),
        replaceToken(code, token, `${token.text} - 1`, 3),
      ];
    if (token.text === ")" && /^(?:len|max|min)$/.test(callee(tokens, index)))
      return [replaceToken(code, token, ") - 1", 3), replaceToken(code, token, ") + 1", 3)];
    return [];
  });
}

/** The name before the bracket that the one at `close` closes. */
function callee(tokens: readonly Token[], close: number): string {
  let depth = 0;
  for (let index = close; index >= 0; index -= 1) {
    const text = tokens[index]?.text;
    if (text === ")") depth += 1;
    if (text === "(") depth -= 1;
    if (depth === 0) return tokens[index - 1]?.text ?? "";
  }
  return "";
}
