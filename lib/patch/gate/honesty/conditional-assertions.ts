import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";
import type { AssertionSpan } from "./assertion-spans";

/** In Go and in shell the condition is the assertion. */
const byCondition: readonly Language[] = ["go", "shell"];

/** From a closing bracket to its partner. */
function openingOf(tokens: readonly Token[], close: number): number {
  let depth = 0;
  for (let at = close; at >= 0; at -= 1) {
    if (tokens[at]?.text === ")") depth += 1;
    if (tokens[at]?.text === "(") depth -= 1;
    if (depth === 0) return at;
  }
  return -1;
}

/** Whether what stands at `from` is the first statement behind `if (…)`. */
function isBehindIf(tokens: readonly Token[], from: number): boolean {
  let at = from - 1;
  while (/^(?:await|return|this|self|\$this|->|\.|\{)$/.test(tokens[at]?.text ?? "")) at -= 1;
  if (tokens[at]?.text === "&&") return true;
  if (tokens[at]?.text === ":") {
    const line = tokens[at]?.line;
    return tokens
      .slice(Math.max(0, at - 40), at)
      .some(({ text, line: other }) => text === "if" && other === line);
  }
  return tokens[at]?.text === ")" && tokens[openingOf(tokens, at) - 1]?.text === "if";
}

/** Assertions that are asked only where a condition holds: `if (found) expect(found).toBe(3)`. */
export function conditionalAssertions(
  tokens: readonly Token[],
  spans: readonly AssertionSpan[],
  language: Language,
): number {
  if (byCondition.includes(language)) return 0;
  return spans.filter(({ from, named }) => !named && isBehindIf(tokens, from)).length;
}

/** How far back the block of a `return` is looked at. */
const tokensBack = 60;

/** `if (…) return;` with nothing asserted before it in its branch: the test is over where the condition holds. */
export function earlyEnds(tokens: readonly Token[], spans: readonly AssertionSpan[]): number {
  return tokens.filter(({ kind, text, line }, index) => {
    const next = tokens[index + 1];
    if (
      kind !== "word" ||
      text !== "return" ||
      (next !== undefined && next.line === line && !/^[;}]$/.test(next.text))
    )
      return false;
    for (let at = index - 1; at >= 0 && at > index - tokensBack; at -= 1) {
      if (spans.some(({ from, to }) => at >= from && at < to && tokens[from]?.text !== "if")) return false;
      const said = tokens[at]?.text ?? "";
      if (said === "if" || said === "unless") return spans.some(({ from, named }) => !named && from > index);
      if (said === "}" || said === ";" || said === "=>") return false;
    }
    return false;
  }).length;
}

const environment = /^(?:env|ENV|environ|getenv|Getenv|LookupEnv|GetEnvironmentVariable|get_env|fetch|isCI)$/;
const ofCi =
  /^["'`]?(?:CI|GITHUB_ACTIONS|CIRCLECI|GITLAB_CI|BUILDKITE|CONTINUOUS_INTEGRATION|JENKINS_URL|TRAVIS)["'`]?$/;

/** How often it is asked whether this runs in CI: `process.env.CI`, `os.Getenv("CI")`. */
export function questionsForCi(tokens: readonly Token[]): number {
  return tokens.filter(
    ({ text }, index) =>
      ofCi.test(text) &&
      tokens.slice(Math.max(0, index - 4), index).some((before) => environment.test(before.text)),
  ).length;
}
