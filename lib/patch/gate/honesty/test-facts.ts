import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import { type AssertionFacts, assertionFacts, ofCalls } from "./assertion-facts";
import { type AssertionSpan, assertionSpans } from "./assertion-spans";
import { conditionalAssertions, earlyEnds, questionsForCi } from "./conditional-assertions";
import { testWords } from "./test-words";

/** What can be counted in a test file. Two of these, before and after, tell whether it became weaker. */
export interface TestFacts extends AssertionFacts {
  assertions: number;
  declarations: number;
  skips: number;
  strict: number;
  loose: number;
  /** Words that ask for no more than that something is there: `toBeDefined`, `assertNotNull`. */
  presence: number;
  equalities: number;
  catches: number;
  returns: number;
  /** Assertions that look at no code: `expect(5).toBe(5)`. */
  hollow: number;
  /** Assertions that are waited for: `await expect(…)`. */
  awaited: number;
  /** Assertions that are asked only where a condition holds. */
  conditional: number;
  /** Conditions that end a test before it asked anything. */
  earlyEnds: number;
  /** Questions whether this runs in CI. */
  questionsForCi: number;
  retries: number;
  mocks: number;
  sleeps: number;
  /** Groups and marks by which a runner chooses. */
  tags: number;
  /** Milliseconds or seconds as written, one for each place that sets a time limit. */
  timeouts: number[];
  /** How many examples a property is tried with. */
  examples: number[];
  /** Names of tests in sentences, where a file is read as a whole → how often. */
  titles: Map<string, number>;
  /** Literals inside assertions or named as expected → how often. */
  expected: Map<string, number>;
  /** All other literals but those of imports → how often. */
  other: Map<string, number>;
}

const literalWord = /^(?:true|false|null|undefined|nil|None|True|False|NaN|Infinity)$/;
/** Ask for no more than that something is there, in whatever language. */
const presence =
  /^(?:toBeDefined|toBeTruthy|toBeInTheDocument|toBeAttached|anything|any|isNotNull|isNotEmpty|isDefined|NotNull|NotNil|NotEmpty|IsNotNull|NotBeNull|NotBeEmpty|assertNotNull|assertNotEmpty|assertIsInt|assertIsString|assertIsArray|assertIsNotNone|assertIsInstance|isinstance|be_truthy|be_present|be_a|be_an|refute_nil|exist|exists|ok|toBeInstanceOf|Exist|BeOfType|IsInstanceOf|XCTAssertNotNil|shouldNotBeNull|shouldNotBe|isNotNull|isA|findsWidgets|is_list|is_map|is_binary|is_integer|is_ok|is_some|is_err|AtMost|atLeast|atMost|AtLeastOnce|toHaveBeenCalled|assert_called|BeGreaterThan|BeGreaterThanOrEqualTo|toBeGreaterThan|toBeGreaterThanOrEqual)$/;
const equalities = /^(?:==|===|-eq)$/;
/** `[ "$output" = "3" ]`, and a match in Elixir: there one mark compares. */
const comparesBySign: readonly Language[] = ["shell", "elixir"];

/** One spelling of the same value: quotes, underscores and the case of hexadecimal digits say nothing. */
function literalValue(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  if (token === undefined) return "";
  if (token.kind !== "string") {
    const before = tokens[index - 2];
    const operand =
      before?.kind === "number" || before?.kind === "word" || /^[)\]]$/.test(before?.text ?? "");
    const negative = tokens[index - 1]?.text === "-" && (!operand || before?.text === "return");
    const isIndex =
      token.kind === "number" &&
      /^[\])]$|^\w+$/.test(before?.text ?? "") &&
      tokens[index - 1]?.text === "[" &&
      tokens[index + 1]?.text === "]";
    if (isIndex) return `[${token.text}]`;
    return `${negative ? "-" : ""}${token.text.replaceAll("_", "").toLowerCase()}`;
  }
  // `f"…"`, `r'…'`, `$"…"`
  const bare = token.text.replace(/^[A-Za-z$@]{1,3}(?=["'`])/, "");
  const inner = bare.replace(/^("""|'''|["'`])([\s\S]*?)\1?$/, "$2");
  return `"${inner.replace(/\\(["'`])/g, "$1")}"`;
}

function isLiteral(token: Token): boolean {
  return token.kind === "string" || token.kind === "number" || literalWord.test(token.text);
}

/** Inside of `import ( … )`, where strings and names stand and nothing else. */
function ofGoImports(tokens: readonly Token[], index: number): boolean {
  let at = index - 1;
  while (
    at > 0 &&
    index - at < 80 &&
    (tokens[at]?.kind === "string" || /^[\w.]+$/.test(tokens[at]?.text ?? ""))
  ) {
    if (tokens[at]?.text === "import") return false;
    at -= 1;
  }
  return tokens[at]?.text === "(" && tokens[at - 1]?.text === "import";
}

function ofImport(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1]?.text ?? "";
  const before = previous === "(" ? (tokens[index - 2]?.text ?? "") : previous;
  return (
    ofGoImports(tokens, index) ||
    /^(?:from|import|require|require_relative|require_once|include|include_once|use|source)$/.test(before)
  );
}

/** White space with a line break ends the text. */
function endsLine(text: string): boolean {
  return text.slice(text.trimEnd().length).includes("\n");
}

/** `@DisplayName("…")`, `id="…"`: names for people. */
function isName(tokens: readonly Token[], index: number): boolean {
  const [last, mark] = [tokens[index - 2]?.text ?? "", tokens[index - 1]?.text ?? ""];
  return (
    (mark === "(" && /^(?:DisplayName|TestDox|Description)$/.test(last)) ||
    (mark === "=" && /^(?:DisplayName|TestName|id)$/.test(last))
  );
}

/** `test("all is well") {`, `"all is well" in {`: where a tree is read, titles are known and left out before. */
function isTitle(tokens: readonly Token[], index: number, language: Language): boolean {
  const token = tokens[index];
  if (token?.kind !== "string") return false;
  const { declaration } = testWords[language];
  const opens = tokens[index - 1]?.text === "(";
  const declares = tokens[opens ? index - 2 : index - 1];
  const next = tokens[index + 1];
  const isNamed =
    declares?.kind === "word" && /^[a-z]+$/.test(declares.text) && declaration.test(declares.text);
  // fun `lends for two weeks`() {
  if (language === "kotlin" && tokens[index - 1]?.text === "fun") return true;
  return isNamed || (language === "scala" && /^(?:in|should|when)$/.test(next?.text ?? ""));
}

/** `approx(total)`: as close as binary fractions get. Who says how close may say too far. */
function isCloseByDefault(tokens: readonly Token[], index: number): boolean {
  if (tokens[index]?.text !== "approx" || tokens[index + 1]?.text !== "(") return false;
  let depth = 0;
  for (const { text } of tokens.slice(index + 1)) {
    if (/^[([{]$/.test(text)) depth += 1;
    if (/^[)\]}]$/.test(text)) depth -= 1;
    if (depth === 1 && text === ",") return false;
    if (depth === 0) return true;
  }
  return false;
}

/** `"use strict";` and kin tell the engine how to read, and no test anything. */
function isDirective(tokens: readonly Token[], index: number): boolean {
  return (
    /^["']use \w+["']$/.test(tokens[index]?.text ?? "") &&
    /^[;{}]?$/.test(tokens[index - 1]?.text.trim() ?? "")
  );
}

/** A string that is a statement of its own documents and expects nothing. */
function isDocumentation(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  if (token?.kind === "string" && (isName(tokens, index) || isDirective(tokens, index))) return true;
  if (token?.kind !== "string" || !/^(?:"""|''')/.test(token.text)) return false;
  const previous = tokens[index - 1];
  return previous === undefined || previous.text === ":" || endsLine(previous.text);
}

/** Failing on purpose looks at no code either, and is no cheat; what it says is no expectation. */
const failsOnPurpose =
  /^(?:fail|flunk|panic|unreachable|Error\w*|Fatal\w*|Fail\w*|fatal|die|exit|XCTFail|FAIL|ADD_FAILURE)$/;

function failsBy(tokens: readonly Token[], { from, to }: AssertionSpan): boolean {
  // `expect.fail(…)`, `Assert.Fail(…)`, `$this->fail(…)`, `t.Errorf(…)`
  return tokens.slice(from, Math.min(to, from + 3)).some(({ text }) => failsOnPurpose.test(text));
}

/** `receiver.Should()`, `value shouldBe 3`: what is looked at stands before the assertion. */
function hasReceiver(tokens: readonly Token[], from: number): boolean {
  const joined = /^(?:\.|\?\.|->)$/.test(tokens[from - 1]?.text ?? "");
  const before = tokens[joined ? from - 2 : from - 1];
  const infix = before?.line === tokens[from]?.line && /^should|^must|^wont/.test(tokens[from]?.text ?? "");
  if (!joined && !infix) return false;
  return before?.kind === "word" ? !literalWord.test(before.text) : /^[)\]}]$/.test(before?.text ?? "");
}

function isHollow(tokens: readonly Token[], span: AssertionSpan, language: Language): boolean {
  const { from, to, named } = span;
  if (named || language === "shell" || failsBy(tokens, span) || hasReceiver(tokens, from)) return false;
  const { assertion, strict, loose } = testWords[language];
  const said = tokens.slice(from, to);
  return (
    said.some(isLiteral) &&
    !said.some(
      ({ kind, text }) =>
        kind === "word" &&
        !literalWord.test(text) &&
        ![assertion, strict, loose].some((words) => words.test(text)),
    )
  );
}

/** Words of a unit behind or before a number → milliseconds of one. */
const units: readonly [words: RegExp, milliseconds: number][] = [
  [/^(?:ofMinutes|FromMinutes|from_mins|Minutes?|minutes|inMinutes|fromMinutes)$/, 60_000],
  [/^(?:ofSeconds|FromSeconds|from_secs|Seconds?|seconds|fromSeconds|SECONDS)$/, 1_000],
  [
    /^(?:ofMillis|FromMilliseconds|from_millis|Milliseconds?|milliseconds|fromMilliseconds|Millis|MILLISECONDS)$/,
    1,
  ],
];
const waiting =
  /time_?out|deadline|max_?wait|_receive$|cancelAfter|failAfter|atMost|^within$|^sleep|^wait|^delay|poll|eventually|patience/i;

/** Whether a number tells how long is waited, by the words before it. */
function isWait(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.kind === "number" &&
    tokens
      .slice(Math.max(0, index - 6), index)
      .some(({ kind, text }) => kind === "word" && waiting.test(text))
  );
}

const exampleNames =
  /^(?:max_?examples|num_?runs|with_cases|sample_?size|minSuccessful\w*|invocationCount|RepeatedTest)$/i;

function isExamples(tokens: readonly Token[], index: number): boolean {
  return (
    tokens[index]?.kind === "number" &&
    tokens.slice(Math.max(0, index - 2), index).some(({ text }) => exampleNames.test(text))
  );
}

function milliseconds(tokens: readonly Token[], index: number): number {
  const near = [...tokens.slice(Math.max(0, index - 2), index), ...tokens.slice(index + 1, index + 4)];
  return units.find(([words]) => near.some(({ text }) => words.test(text)))?.[1] ?? 1;
}

/** What a stand-in was given, `post.assert_called_with(url, timeout=10)`, is an expectation and no limit of the test. */
function isGivenToStandIn(tokens: readonly Token[], spans: readonly AssertionSpan[], index: number): boolean {
  const span = spans.find(({ from, to }) => index >= from && index < to);
  if (span === undefined) return false;
  return tokens.slice(span.from, span.to).some(({ text }) => ofCalls.test(text) && !/^verify$/i.test(text));
}

function timeoutsOf(tokens: readonly Token[], spans: readonly AssertionSpan[], language: Language): number[] {
  return tokens.flatMap((token, index) => {
    if (token.kind === "number" && isGivenToStandIn(tokens, spans, index)) return [];
    const value = Number.parseFloat(token.text.replaceAll("_", ""));
    if (token.kind !== "number" || Number.isNaN(value)) return [];
    const before = tokens.slice(Math.max(0, index - 3), index).map(({ text }) => text);
    const named =
      before.some((text) => /time_?out|deadline|max_?wait|_receive$|cancelAfter|failAfter/i.test(text)) ||
      (isWait(tokens, index) && before.some((text) => units.some(([words]) => words.test(text))));
    // it("title", async () => { … }, 30_000)
    const last = before.at(-2) === "}" && before.at(-1) === "," && tokens[index + 1]?.text === ")";
    const isLimit = language === "javascript" && last && value >= 1_000;
    return named || isLimit ? [value * milliseconds(tokens, index)] : [];
  });
}

/** `thing.method = lambda: 5`, `thing.method = () => 5`: the code under test is no longer what runs. */
function replacedMethods(tokens: readonly Token[]): number {
  return tokens.filter(({ text }, index) => {
    if (text !== "=" || tokens[index - 2]?.text !== ".") return false;
    const next = tokens.slice(index + 1, index + 6).map((token) => token.text);
    return /^(?:lambda|function|async)$/.test(next[0] ?? "") || (next[0] === "(" && next.includes("=>"));
  }).length;
}

/** A handler that fails the test, or passes the error on, hides nothing. */
function hidesErrors(tokens: readonly Token[], index: number): boolean {
  const open = tokens.findIndex(({ text }, at) => at > index && /^[{:]$/.test(text));
  let depth = 0;
  for (let at = open; open !== -1 && at < tokens.length; at += 1) {
    const { text, kind, line } = tokens[at] ?? { text: "", kind: "mark", line: 0 };
    if (text === "{") depth += 1;
    if (text === "}") depth -= 1;
    const isOver = tokens[open]?.text === "{" ? depth === 0 : line > (tokens[open]?.line ?? 0) + 1;
    if (isOver) break;
    if (kind === "word" && (failsOnPurpose.test(text) || /^(?:throw|raise|rethrow)$/.test(text)))
      return false;
  }
  return true;
}

/** Not every tag keeps a test from running: `@tag :skip` does, `@moduletag capture_log: true` does not. */
function isSkip(tokens: readonly Token[], index: number, language: Language): boolean {
  const token = tokens[index];
  if (token?.kind !== "word" || !testWords[language].skip.test(token.text)) return false;
  return !/^(?:module|describe)?tag$/.test(token.text);
}

/** The values in the brackets behind one of some names: what those are called with. */
export function valuesGivenTo(names: ReadonlySet<string>, tokens: readonly Token[]): Set<string> {
  const values = new Set<string>();
  for (const [index, { kind, text }] of tokens.entries()) {
    if (kind !== "word" || !names.has(text) || tokens[index + 1]?.text !== "(") continue;
    let depth = 0;
    for (let at = index + 1; at < tokens.length; at += 1) {
      const token = tokens[at];
      if (token === undefined) break;
      if (token.text === "(") depth += 1;
      if (token.text === ")") depth -= 1;
      if (depth === 0) break;
      if (isLiteral(token)) values.add(literalValue(tokens, at));
    }
  }
  return values;
}

/** `title` is the name of the one test that these tokens are: how a runner is told of it, it may change. */
export function testFacts(tokens: readonly Token[], language: Language, title = ""): TestFacts {
  const words = testWords[language];
  const spans = assertionSpans(tokens, language);
  const expected = new Map<string, number>();
  const other = new Map<string, number>();
  const titles = new Map<string, number>();
  function count(pattern: RegExp): number {
    return tokens.filter((token) => token.kind === "word" && pattern.test(token.text)).length;
  }
  const declaring = tokens.filter(({ kind, text }) => kind === "word" && text !== title);
  let equal = 0;
  let loose = 0;
  let next = 0;
  for (const [index, token] of tokens.entries()) {
    while (index >= (spans[next]?.to ?? Number.POSITIVE_INFINITY)) next += 1;
    const inside = index >= (spans[next]?.from ?? Number.POSITIVE_INFINITY);
    if (inside && (equalities.test(token.text) || (token.text === "=" && comparesBySign.includes(language))))
      equal += 1;
    if (inside && token.kind === "word" && words.loose.test(token.text) && !isCloseByDefault(tokens, index))
      loose += 1;
    if (!isLiteral(token) || ofImport(tokens, index) || isDocumentation(tokens, index)) continue;
    const span = inside ? spans[next] : undefined;
    if (span !== undefined && token.kind === "string" && failsBy(tokens, span)) continue;
    if (!inside && (isWait(tokens, index) || isExamples(tokens, index))) continue;
    const values = inside ? expected : isTitle(tokens, index, language) ? titles : other;
    const value = literalValue(tokens, index);
    values.set(value, (values.get(value) ?? 0) + 1);
  }
  return {
    assertions: spans.filter(({ named }) => !named).length,
    declarations: declaring.filter(({ text }) => words.declaration.test(text)).length,
    skips: tokens.filter((_, index) => isSkip(tokens, index, language)).length,
    strict: count(words.strict),
    loose,
    presence: count(presence),
    equalities: equal,
    awaited: spans.filter(
      ({ from, named }) => !named && /^(?:await|return)$/.test(tokens[from - 1]?.text ?? ""),
    ).length,
    catches: tokens.filter(
      ({ kind, text }, index) =>
        kind === "word" &&
        /^(?:catch|except|rescue|recover|suppress|catch_unwind)$/.test(text) &&
        (!/^(?:catch|except)$/.test(text) || hidesErrors(tokens, index)),
    ).length,
    returns: count(/^return$/),
    hollow: spans.filter((span) => isHollow(tokens, span, language)).length,
    conditional: conditionalAssertions(tokens, spans, language),
    earlyEnds: earlyEnds(tokens, spans),
    questionsForCi: questionsForCi(tokens),
    retries: count(
      /^(?:retry|retries|retryTimes|flaky|reruns|rerun|Retry\w*|RepeatedIfExceptions\w*|Flaky)$/,
    ),
    mocks:
      count(
        /^(?:mock|doMock|monkeypatch|spyOn|patch|stub|stubGlobal|allow|allow_any_instance_of|and_return|thenReturn|doReturn|Mock|MagicMock|createMock|createStub|willReturn|mockImplementation|mockReturnValue|mockResolvedValue|Setup|Returns|lenient)$/,
      ) + replacedMethods(tokens),
    sleeps: count(/^(?:sleep|Sleep|usleep|waitForTimeout|setTimeout|delay|Delay|sleep_until)$/),
    tags: count(/^(?:mark|Tag|Group|Category|Trait|tags?|(?:module|describe)tag|build)$/),
    timeouts: timeoutsOf(tokens, spans, language),
    examples: tokens.flatMap((token, index) =>
      isExamples(tokens, index) ? [Number.parseFloat(token.text.replaceAll("_", ""))] : [],
    ),
    titles,
    expected,
    other,
    ...assertionFacts(tokens, spans, language, (index) => {
      const token = tokens[index];
      return token !== undefined && isLiteral(token) ? literalValue(tokens, index) : null;
    }),
  };
}
