import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import type { Code } from "../code";
import type { Edit } from "../edit";
import { removeTokens, replaceRange, replaceToken } from "./replace";

type Choices = Readonly<Record<string, readonly (readonly [text: string, cost: number])[]>>;

const comparison: Choices = {
  "<": [
    ["<=", 1],
    [">", 2],
    [">=", 3],
  ],
  "<=": [
    ["<", 1],
    [">=", 2],
    [">", 3],
  ],
  ">": [
    [">=", 1],
    ["<", 2],
    ["<=", 3],
  ],
  ">=": [
    [">", 1],
    ["<=", 2],
    ["<", 3],
  ],
  "==": [["!=", 1]],
  "!=": [["==", 1]],
  "===": [["!==", 1]],
  "!==": [["===", 1]],
};
const arithmetic: Choices = {
  "+": [
    ["-", 1],
    ["*", 3],
  ],
  "-": [["+", 1]],
  "*": [
    ["/", 1],
    ["+", 3],
    ["**", 4],
  ],
  "/": [
    ["*", 1],
    ["%", 3],
  ],
  "%": [["/", 3]],
  "**": [["*", 2]],
  "//": [
    ["/", 2],
    ["%", 3],
  ],
  "+=": [
    ["-=", 1],
    ["=", 2],
  ],
  "-=": [
    ["+=", 1],
    ["=", 2],
  ],
  "*=": [
    ["/=", 1],
    ["+=", 3],
  ],
  "/=": [["*=", 1]],
  "++": [["--", 2]],
  "--": [["++", 2]],
};
const logic: Choices = {
  "&&": [["||", 1]],
  "||": [
    ["&&", 1],
    ["??", 2],
  ],
  "??": [["||", 2]],
  "<<": [[">>", 2]],
  ">>": [["<<", 2]],
};
const pythonWords: Choices = {
  and: [["or", 1]],
  or: [["and", 1]],
};
const shellFlags: Choices = {
  eq: [["ne", 1]],
  ne: [["eq", 1]],
  lt: [
    ["le", 1],
    ["gt", 2],
    ["ge", 3],
  ],
  le: [
    ["lt", 1],
    ["ge", 2],
    ["gt", 3],
  ],
  gt: [
    ["ge", 1],
    ["lt", 2],
    ["le", 3],
  ],
  ge: [
    ["gt", 1],
    ["le", 2],
    ["lt", 3],
  ],
  z: [["n", 1]],
  n: [["z", 1]],
  f: [
    ["d", 2],
    ["e", 2],
  ],
  d: [
    ["f", 2],
    ["e", 2],
  ],
};

function choicesOf(language: Language, token: Token, previous: Token | undefined): Choices[string] {
  if (language === "shell") {
    // `<` and `>` redirect there; comparisons are flags of `test`.
    const isFlag = token.kind === "word" && previous?.text === "-" && previous.end === token.start;
    if (isFlag) return shellFlags[token.text] ?? [];
    if (token.text === "=") return [["!=", 1]];
    return { ...arithmetic, ...logic, "!=": [["=", 1]] as const }[token.text] ?? [];
  }
  if (language === "python" && token.kind === "word") return pythonWords[token.text] ?? [];
  if (token.kind !== "mark") return [];
  const choices = [comparison, arithmetic, logic].flatMap((table) => table[token.text] ?? []);
  return choices.filter(([text]) => text !== "??" || language === "javascript" || language === "csharp");
}

/** Whether a sign stands before a value rather than between two. */
function isUnary(previous: Token | undefined): boolean {
  if (previous === undefined) return true;
  return previous.kind === "mark"
    ? !/^[)\]}]$/.test(previous.text)
    : /^(?:return|case|in|of|and|or)$/.test(previous.text);
}

/** Another operator in the same place: a comparison that takes in its bound, a sign, a conjunction. */
export function operators(code: Code): Edit[] {
  return code.tokens.flatMap((token, index) => {
    const previous = code.tokens[index - 1];
    if (/^[+-]$/.test(token.text) && isUnary(previous))
      return token.text === "-" ? [replaceToken(code, token, "", 3)] : [];
    return choicesOf(code.language, token, previous).map(([text, cost]) =>
      replaceToken(code, token, text, cost),
    );
  });
}

/** A negation taken away, or put before the condition of an `if` or `while`. */
export function negations(code: Code): Edit[] {
  const { tokens, language } = code;
  return tokens.flatMap((token, index): Edit[] => {
    const next = tokens[index + 1];
    if (next === undefined) return [];
    if (token.text === "!" && token.end === next.start) return [replaceToken(code, token, "", 1)];
    if (language === "python" && token.text === "not" && next.text !== "in") {
      return [removeTokens(code, token, token, "after", 1)];
    }
    if (language === "python" && token.text === "in" && tokens[index - 1]?.text !== "not")
      return [replaceToken(code, token, "not in", 2)];
    if (/^(?:if|elif|while)$/.test(token.text) && /^(?:python|ruby)$/.test(language) && next.text !== "not")
      return [replaceToken(code, token, `${token.text} not`, 2)];
    if (/^(?:if|while)$/.test(token.text) && next.text === "(" && language !== "shell")
      return negateParentheses(code, index + 1);
    return [];
  });
}

function negateParentheses(code: Code, open: number): Edit[] {
  let depth = 0;
  for (let index = open; index < code.tokens.length; index += 1) {
    const token = code.tokens[index];
    if (token?.text === "(") depth += 1;
    if (token?.text === ")") depth -= 1;
    if (depth > 0 || token === undefined) continue;
    const first = code.tokens[open];
    if (first === undefined) return [];
    return [replaceRange(code, first, token, `(!${code.text.slice(first.start, token.end)})`, 2)];
  }
  return [];
}
