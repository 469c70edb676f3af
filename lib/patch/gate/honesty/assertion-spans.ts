import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { testWords } from "./test-words";

/** Token indexes of one assertion, or of a value that is named as the expected one. */
export interface AssertionSpan {
  from: number;
  to: number;
  named: boolean;
}

const opening = /^[([{]$/;
const closing = /^[)\]}]$/;
const expectedName = /^(?:want\w*|expected\w*|exp|golden|desired)$/i;
/** Languages where an assertion is a statement to the end of its line rather than a call. */
const byLine: readonly Language[] = ["python", "shell", "ruby", "elixir"];
/** `value shouldBe 3`: a word between two values, to the end of its line. */
const infix = /^(?:should|must)(?:$|[A-Z])/;

/** From an opening bracket to behind its partner. */
function behindBrackets(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const text = tokens[index]?.text ?? "";
    if (opening.test(text)) depth += 1;
    if (closing.test(text)) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

/** To the end of the line, brackets and line continuations included. */
function behindLine(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    const next = tokens[index + 1];
    if (token === undefined || next === undefined) return tokens.length;
    if (opening.test(token.text)) depth += 1;
    if (closing.test(token.text)) depth -= 1;
    if (depth < 0) return index;
    const continued = token.text === "\\" || next.text === ".";
    if (depth === 0 && next.line > token.line && !continued) return index + 1;
  }
  return tokens.length;
}

/** `<Type<Inner>, Other>` before a call; null where the mark compares. */
function behindTypes(tokens: readonly Token[], from: number): number | null {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const { text = "", kind } = tokens[index] ?? {};
    if (text === "<") depth += 1;
    else if (/^>+$/.test(text)) depth -= text.length;
    else if (kind !== "word" && !/^(?:[.,?&|[\]]|::)$/.test(text)) return null;
    // `assertFailsWith<Missing> { … }`: a block is an argument too.
    if (depth <= 0) return /^[({]$/.test(tokens[index + 1]?.text ?? "") ? index + 1 : null;
  }
  return null;
}

/** `name<…>!(…)` and what is chained to it: `.not.toBe(3)`. */
function behindCalls(tokens: readonly Token[], from: number): number | null {
  let index = from + 1;
  let called = false;
  while (index < tokens.length) {
    const text = tokens[index]?.text ?? "";
    if (/^(?:\.|\?\.|->|::|!)$/.test(text)) {
      index += tokens[index + 1]?.kind === "word" ? 2 : 1;
      continue;
    }
    if (text === "<") {
      const behind = behindTypes(tokens, index);
      if (behind === null) break;
      index = behindBrackets(tokens, behind);
      called = true;
      continue;
    }
    if (!/^[([]$/.test(text)) break;
    index = behindBrackets(tokens, index);
    called = true;
  }
  return called ? index : null;
}

function behindValue(tokens: readonly Token[], from: number): number {
  let depth = 0;
  for (let index = from; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (depth === 0 && index > from && /^[,;]$/.test(token.text)) return index;
    if (depth === 0 && index > from && token.line > (tokens[index - 1]?.line ?? 0)) return index;
    if (opening.test(token.text)) depth += 1;
    if (closing.test(token.text)) depth -= 1;
    if (depth < 0) return index;
  }
  return tokens.length;
}

const suiteMethods =
  /^(?:Require|Assert|Equal\w*|NotEqual|Error\w*|NoError|True|False|Nil|NotNil|Len|Empty|NotEmpty|Contains|NotContains|JSONEq|ElementsMatch|Zero|Greater\w*|Less\w*|InDelta|Panics\w*|Eventually)$/;

/** `s.Equal(…)`: https://pkg.go.dev/github.com/stretchr/testify/suite */
function ofSuite(tokens: readonly Token[], index: number, language: Language): boolean {
  return (
    language === "go" &&
    /^(?:s|ts|suite)$/.test(tokens[index]?.text ?? "") &&
    tokens[index + 1]?.text === "." &&
    suiteMethods.test(tokens[index + 2]?.text ?? "")
  );
}

export function assertionSpans(tokens: readonly Token[], language: Language): AssertionSpan[] {
  const { assertion } = testWords[language];
  const spans: AssertionSpan[] = [];
  let covered = 0;
  for (const [index, token] of tokens.entries()) {
    if (index < covered) continue;
    let to: number | null = null;
    let named = false;
    const bracketTest = language === "shell" && token.text === "[" && tokens[index - 1]?.text !== "[";
    const goCondition = language === "go" && token.text === "if";
    if (
      bracketTest ||
      ofSuite(tokens, index, language) ||
      (token.kind === "word" && assertion.test(token.text))
    ) {
      const toLine =
        byLine.includes(language) ||
        ((language === "kotlin" || language === "scala") &&
          infix.test(token.text) &&
          !/^[.({]$/.test(tokens[index + 1]?.text ?? ""));
      to = toLine ? behindLine(tokens, index) : behindCalls(tokens, index);
    } else if (goCondition) {
      to = tokens.findIndex(({ text }, at) => at > index && text === "{");
      named = true;
      if (to === -1) to = null;
    } else if (
      token.kind === "word" &&
      expectedName.test(token.text) &&
      /^(?::|=|:=|=>)$/.test(tokens[index + 1]?.text ?? "") &&
      // `for name, want := range cases {`
      tokens[index + 2]?.text !== "range"
    ) {
      to = behindValue(tokens, index + 2);
      named = true;
    }
    if (to === null || to <= index) continue;
    spans.push({ from: index, to, named });
    covered = to;
  }
  return spans;
}
