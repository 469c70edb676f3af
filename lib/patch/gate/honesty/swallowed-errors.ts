import { isTestPath } from "@/lib/domain/paths/test-path";
import { type Language, languageOf } from "@/lib/domain/source/language";
import { codeTokens, type Token } from "@/lib/domain/source/tokens";
import { entryText } from "../../compare-patch-trees";
import { addedLines, type PatchFile } from "../../patch";
import type { GateFinding, GateInput, GateRule } from "../rule";

/** Lines of places where an error ends without anybody hearing of it. */
type Finder = (tokens: readonly Token[]) => number[];

function text(tokens: readonly Token[], index: number): string {
  return tokens[index]?.text ?? "";
}

function behind(tokens: readonly Token[], open: number, opening: string, closing: string): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index += 1) {
    if (text(tokens, index) === opening) depth += 1;
    if (text(tokens, index) === closing) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return tokens.length;
}

const nothing =
  /^(?:null|undefined|nil|None|true|false|True|False|0|;|return|continue|break|pass|\{|\}|\(|\)|\[|\]|"{2}|'{2})$/;
const logging =
  /^(?:console|log|logger|Log|Logger|print|println|printf|puts|warn|error_log|echo|fmt|debugPrint|IO)$/;

/** Nothing is done about the error: at most it is written down in one statement. */
function doesNothing(body: readonly Token[]): boolean {
  if (body.every(({ text }) => nothing.test(text))) return true;
  return (
    logging.test(body[0]?.text ?? "") &&
    body.filter(({ text }) => text === ";").length <= 1 &&
    body.length <= 24
  );
}

/** `catch (…) { }`, also with a bare return of nothing. */
const emptyCatch: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "catch" || text(tokens, index - 1) === ".") return [];
    let at = index + 1;
    if (text(tokens, at) === "(") at = behind(tokens, at, "(", ")");
    if (text(tokens, at) === "when") at = behind(tokens, at + 1, "(", ")");
    if (text(tokens, at) !== "{") return [];
    const body = tokens.slice(at + 1, behind(tokens, at, "{", "}") - 1);
    return doesNothing(body) ? [token.line] : [];
  });

/** `.catch(() => {})`, `.catch(() => null)`, `.catch(noop)`. */
const emptyHandler: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.text !== "catch" || text(tokens, index - 1) !== "." || text(tokens, index + 1) !== "(")
      return [];
    const inside = tokens.slice(index + 2, behind(tokens, index + 1, "(", ")") - 1);
    const arrow = inside.findIndex(({ text }) => text === "=>");
    const isNoop = inside.length === 1 && /^(?:noop|Boolean)$/.test(inside[0]?.text ?? "");
    return isNoop || (arrow !== -1 && inside.slice(arrow + 1).every(({ text }) => nothing.test(text)))
      ? [token.line]
      : [];
  });

/** `except …:` whose whole block is `pass`, `continue`, `…` or a return of nothing. */
const emptyExcept: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "except") return [];
    let colon = index;
    while (colon < tokens.length && text(tokens, colon) !== ":") colon += 1;
    const first = tokens[colon + 1];
    if (first === undefined) return [token.line];
    const body = tokens.slice(colon + 1).filter(({ line }) => line === first.line);
    const dots = body.every(({ text }) => text === "..." || text === ".");
    const isLogged =
      logging.test(first.text) && !tokens.slice(colon + 1, colon + 30).some(({ text }) => text === "raise");
    return dots ||
      isLogged ||
      (/^(?:pass|continue|return)$/.test(first.text) && body.every(({ text }) => nothing.test(text)))
      ? [token.line]
      : [];
  });

/** `expression rescue nil`, and `rescue …` with `end` on the next line. */
const emptyRescue: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "rescue") return [];
    const previous = tokens[index - 1];
    if (previous !== undefined && previous.line === token.line)
      return nothing.test(text(tokens, index + 1)) ? [token.line] : [];
    const next = tokens.slice(index + 1).find(({ line }) => line > token.line);
    return next === undefined || /^(?:end|nil|ensure|else)$/.test(next.text) ? [token.line] : [];
  });

/** `recover()` whose answer nobody looks at, and `_ = call()`. */
const droppedInGo: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.text === "recover" && text(tokens, index + 1) === "(") {
      const kept = text(tokens, index - 1) === "=" || text(tokens, index - 1) === ":=";
      const block = tokens.findIndex(({ text }, at) => at > index && text === "{");
      const isEmpty = block !== -1 && block - index <= 8 && text(tokens, block + 1) === "}";
      return !kept || isEmpty || text(tokens, index - 2) === "_" ? [token.line] : [];
    }
    const dropped = token.text === "_" && text(tokens, index + 1) === "=" && text(tokens, index - 1) !== ",";
    const call =
      dropped && tokens.slice(index + 2).some(({ text, line }) => line === token.line && text === "(");
    return call ? [token.line] : [];
  });

/** `let _ = fallible();`, `.ok();` as a statement, and a panic that is caught. */
const droppedInRust: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.text === "_" && text(tokens, index - 1) === "let" && text(tokens, index + 1) === "=")
      return [token.line];
    if (/^(?:catch_unwind|unwrap_or|unwrap_or_default)$/.test(token.text)) return [token.line];
    const isOk = token.text === "ok" && text(tokens, index - 1) === "." && text(tokens, index + 3) === ";";
    return isOk ? [token.line] : [];
  });

/** `@call()`: https://www.php.net/manual/en/language.operators.errorcontrol.php */
const silencedInPhp: Finder = (tokens) =>
  tokens.flatMap((token, index) =>
    token.text === "@" && /^[\w$\\]/.test(text(tokens, index + 1)) ? [token.line] : [],
  );

/** `rescue` with a clause that takes anything and answers with nothing. */
const elixirRescue: Finder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || !/^(?:rescue|catch)$/.test(token.text)) return [];
    const clause = tokens.slice(index + 1, index + 6).map(({ text }) => text);
    return clause[0] === "_" || (clause.includes("_") && clause.includes("->")) ? [token.line] : [];
  });

/** `runCatching { … }` and `Try { … }` whose failure has a value instead: `getOrNull`, `getOrElse`. */
const triedAway: Finder = (tokens) =>
  tokens.flatMap((token) =>
    token.kind === "word" && /^(?:runCatching|getOrNull|getOrDefault|getOrElse|toOption)$/.test(token.text)
      ? [token.line]
      : [],
  );

/** `try?` and `try!`: https://docs.swift.org/swift-book/documentation/the-swift-programming-language/errorhandling/ */
const triedInSwift: Finder = (tokens) =>
  tokens.flatMap((token, index) =>
    token.text === "try" && /^[?]{1,2}\.?$/.test(text(tokens, index + 1)) ? [token.line] : [],
  );

const finders: Record<Language, readonly Finder[]> = {
  javascript: [emptyCatch, emptyHandler],
  java: [emptyCatch],
  kotlin: [emptyCatch, triedAway],
  scala: [emptyCatch, triedAway],
  swift: [emptyCatch, triedInSwift],
  dart: [emptyCatch, emptyHandler],
  cpp: [emptyCatch],
  elixir: [elixirRescue],
  csharp: [emptyCatch],
  php: [emptyCatch, silencedInPhp],
  python: [emptyExcept],
  ruby: [emptyRescue],
  go: [droppedInGo],
  rust: [droppedInRust],
  shell: [],
};

function swallowing(source: string, language: Language): number[] {
  const tokens = codeTokens(source, language);
  return finders[language].flatMap((find) => find(tokens));
}

function judgeFile(file: PatchFile, { before, after }: GateInput): GateFinding[] {
  const language = languageOf(file.path);
  const textAfter = entryText(
    after.get(file.path) ?? { kind: "special", mode: "000000", content: Buffer.alloc(0) },
  );
  if (language === null || textAfter === null) return [];
  const entryBefore = before.get(file.path);
  const textBefore = entryBefore ? (entryText(entryBefore) ?? "") : "";
  const places = swallowing(textAfter, language);
  if (places.length <= swallowing(textBefore, language).length) return [];
  const added = new Set(addedLines(file).map(({ newLine }) => newLine));
  const line = places.find((place) => added.has(place)) ?? null;
  return [
    {
      rule: "swallowed-errors",
      severity: isTestPath(file.path) ? "block" : "warn",
      path: file.path,
      line: line ?? addedLines(file)[0]?.newLine ?? null,
      reason: isTestPath(file.path)
        ? "A test now drops an error that could have made it fail."
        : "An error ends here without anybody hearing of it.",
    },
  ];
}

/** An error that nobody hears of turns a red check green and leaves the bug where it was. Sometimes it is right: a person judges. */
export const swallowedErrors: GateRule = {
  id: "swallowed-errors",
  judge: (input) => input.patch.files.flatMap((file) => judgeFile(file, input)),
};
