import type { Language } from "@/lib/domain/source/language";
import type { Token } from "@/lib/domain/source/tokens";

/** Lines of places where an error ends without anybody hearing of it. */
export type ErrorFinder = (tokens: readonly Token[]) => number[];

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

/** What follows a block of `except` at its own depth or further out. */
const leaving = /^(?:except|else|finally|def|class|async|@)$/;
const rethrowing = /^(?:throw|rethrow|raise|reject|panic|reraise|interrupt|fail|abort|exit|next)$/;

/** Nothing is done about the error: it is neither passed on nor looked at; at most it is written down in one statement. */
function doesNothing(body: readonly Token[], name: string | null): boolean {
  if (body.every(({ text }) => nothing.test(text))) return true;
  if (body.some(({ kind, text }) => kind === "word" && rethrowing.test(text))) return false;
  const isLogged =
    (logging.test(body[0]?.text ?? "") || body[2]?.text === "printStackTrace") &&
    body.filter(({ text }) => text === ";").length <= 1;
  if (isLogged && body.length <= 24) return true;
  return name === null || !body.some(({ text }) => text === name);
}

/** The last word in brackets: `(Exception error)`, `(error: unknown)`, `(const Error &error)`; null where it is not kept. */
function boundName(tokens: readonly Token[]): string | null {
  const colon = tokens.findIndex(({ text }) => text === ":");
  const words = (colon === -1 ? tokens : tokens.slice(0, colon)).filter(({ kind }) => kind === "word");
  const name = words.at(-1)?.text ?? null;
  return name === null || /^_/.test(name) ? null : name;
}

/** `catch (…) { }` whose block does nothing about the error. */
const emptyCatch: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "catch" || text(tokens, index - 1) === ".") return [];
    let at = index + 1;
    let name: string | null = null;
    if (text(tokens, at) === "(") {
      const end = behind(tokens, at, "(", ")");
      name = boundName(tokens.slice(at + 1, end - 1));
      at = end;
    }
    if (text(tokens, at) === "when") at = behind(tokens, at + 1, "(", ")");
    if (text(tokens, at) !== "{") return [];
    const body = tokens.slice(at + 1, behind(tokens, at, "{", "}") - 1);
    return doesNothing(body, name) ? [token.line] : [];
  });

/** `.catch(() => {})`, `.catch(() => null)`, `.catch(noop)`, `.catch((_) => [])`. */
const emptyHandler: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (!/^(?:catch|catchError|onErrorReturn\w*)$/.test(token.text) || text(tokens, index - 1) !== ".")
      return [];
    if (text(tokens, index + 1) !== "(") return [];
    const inside = tokens.slice(index + 2, behind(tokens, index + 1, "(", ")") - 1);
    const arrow = inside.findIndex(({ text }) => text === "=>");
    const isNoop = inside.length === 1 && /^(?:noop|Boolean)$/.test(inside[0]?.text ?? "");
    if (arrow === -1) return isNoop ? [token.line] : [];
    return doesNothing(inside.slice(arrow + 1), boundName(inside.slice(0, arrow))) ? [token.line] : [];
  });

/** `except …:` whose whole block does nothing about the error. */
const emptyExcept: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "except") return [];
    let colon = index;
    while (colon < tokens.length && text(tokens, colon) !== ":") colon += 1;
    const as = tokens.slice(index, colon).findIndex(({ text }) => text === "as");
    const name = as === -1 ? null : text(tokens, index + as + 1);
    const first = tokens[colon + 1];
    if (first === undefined) return [token.line];
    const last = tokens.findIndex(
      ({ line, text }, at) => at > colon && line > first.line && leaving.test(text),
    );
    const body = tokens
      .slice(colon + 1, last === -1 ? colon + 60 : last)
      .filter(({ line }) => line <= first.line + 5);
    const dots = body.every(({ text }) => text === "..." || text === ".");
    return dots || doesNothing(body, name) ? [token.line] : [];
  });

/** `expression rescue nil`, and `rescue …` to the next `end` without doing anything about the error. */
const emptyRescue: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || token.text !== "rescue") return [];
    const previous = tokens[index - 1];
    if (previous !== undefined && previous.line === token.line)
      return /^next$/.test(text(tokens, index + 1)) || nothing.test(text(tokens, index + 1))
        ? [token.line]
        : [];
    const clause = tokens.slice(index + 1).filter(({ line }) => line === token.line);
    const arrow = clause.findIndex(({ text }) => text === "=>");
    const name = arrow === -1 ? null : (clause[arrow + 1]?.text ?? null);
    const from = index + 1 + clause.length;
    const end = tokens.findIndex(({ text }, at) => at >= from && /^(?:end|ensure|else|rescue)$/.test(text));
    const body = tokens.slice(from, end === -1 ? from + 40 : end);
    return doesNothing(body, name) || logging.test(body[0]?.text ?? "") ? [token.line] : [];
  });

/** `if err != nil { continue }`: the error is asked for, and nothing follows from it. */
const passedOverInGo: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    const isAsked = text(tokens, index + 1) === "!=" && text(tokens, index + 2) === "nil";
    if (!/^err(?:or)?$|Err$/.test(token.text) || !isAsked || text(tokens, index + 3) !== "{") return [];
    const body = tokens.slice(index + 4, behind(tokens, index + 3, "{", "}") - 1);
    const isEmpty = body.every(({ text }) => text === "," || nothing.test(text));
    return isEmpty || (logging.test(body[0]?.text ?? "") && doesNothing(body, token.text))
      ? [token.line]
      : [];
  });

/** `value, _ := call()`: tests do that with what they set up, code should not. */
const droppedBesideInGo: ErrorFinder = (tokens) =>
  tokens.flatMap(({ text: name, line }, index) => {
    const isDropped =
      name === "_" && text(tokens, index - 1) === "," && /^:?=$/.test(text(tokens, index + 1));
    const calls = tokens.slice(index + 2, index + 12).some((next) => next.line === line && next.text === "(");
    return isDropped && calls ? [line] : [];
  });

/** `recover()` whose answer nobody looks at, and `_ = call()`. */
const droppedInGo: ErrorFinder = (tokens) =>
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
const droppedInRust: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.text === "_" && text(tokens, index - 1) === "let" && text(tokens, index + 1) === "=")
      return [token.line];
    if (/^(?:catch_unwind|unwrap_or|unwrap_or_default)$/.test(token.text)) return [token.line];
    const isOk = token.text === "ok" && text(tokens, index - 1) === "." && text(tokens, index + 3) === ";";
    return isOk ? [token.line] : [];
  });

/** `@call()`: https://www.php.net/manual/en/language.operators.errorcontrol.php */
const silencedInPhp: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) =>
    token.text === "@" && /^[\w$\\]/.test(text(tokens, index + 1)) ? [token.line] : [],
  );

/** `rescue` with a clause that takes anything and answers with nothing. */
const elixirRescue: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.kind !== "word" || !/^(?:rescue|catch)$/.test(token.text)) return [];
    const clause = tokens.slice(index + 1, index + 6).map(({ text }) => text);
    return clause[0] === "_" || (clause.includes("_") && clause.includes("->")) ? [token.line] : [];
  });

/** `runCatching { … }` and `Try { … }` whose failure has a value instead: `getOrNull`, `getOrElse`. */
const triedAway: ErrorFinder = (tokens) =>
  tokens.flatMap((token) =>
    token.kind === "word" && /^(?:runCatching|getOrNull|getOrDefault|getOrElse|toOption)$/.test(token.text)
      ? [token.line]
      : [],
  );

/** `recover { case _ => None }`: https://www.scala-lang.org/api/current/scala/util/Try.html */
const recoveredInScala: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    const recovers = /^(?:recover|recoverWith|handleError|handleErrorWith|catchAll)$/.test(token.text);
    if (!recovers || text(tokens, index - 1) !== ".") return [];
    const inside = tokens.slice(index + 1, index + 6).map(({ text }) => text);
    return inside.includes("_") ? [token.line] : [];
  });

/** `contextlib.suppress(…)`, and text whose broken characters are ignored. */
const suppressedInPython: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) => {
    if (token.text === "suppress" && text(tokens, index + 1) === "(") return [token.line];
    const ignores =
      token.text === "errors" && /^["'](?:ignore|replace|coerce)["']$/.test(text(tokens, index + 2));
    return ignores && text(tokens, index + 1) === "=" ? [token.line] : [];
  });

/** `process.on("unhandledRejection", () => {})`, and `then(…, () => {})`. */
const unheardInJavaScript: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) =>
    /^["'`](?:unhandledRejection|uncaughtException|unhandledrejection)["'`]$/.test(token.text) &&
    text(tokens, index - 1) === "("
      ? [token.line]
      : [],
  );

/** `error_reporting(0)`, `set_error_handler(fn () => true)`. */
const unreportedInPhp: ErrorFinder = (tokens) =>
  tokens.flatMap(({ text, line }) => (/^(?:error_reporting|set_error_handler)$/.test(text) ? [line] : []));

/** `try?` and `try!`: https://docs.swift.org/swift-book/documentation/the-swift-programming-language/errorhandling/ */
const triedInSwift: ErrorFinder = (tokens) =>
  tokens.flatMap((token, index) =>
    token.text === "try" && /^[?]{1,2}\.?$/.test(text(tokens, index + 1)) ? [token.line] : [],
  );

export const errorFinders: Record<Language, readonly ErrorFinder[]> = {
  javascript: [emptyCatch, emptyHandler, unheardInJavaScript],
  java: [emptyCatch],
  kotlin: [emptyCatch, triedAway],
  scala: [emptyCatch, triedAway, recoveredInScala],
  swift: [emptyCatch, triedInSwift],
  dart: [emptyCatch, emptyHandler],
  cpp: [emptyCatch],
  elixir: [elixirRescue],
  csharp: [emptyCatch],
  php: [emptyCatch, silencedInPhp, unreportedInPhp],
  python: [emptyExcept, suppressedInPython],
  ruby: [emptyRescue],
  go: [droppedInGo, passedOverInGo],
  rust: [droppedInRust],
  shell: [],
};

/** What only counts outside of tests. */
export const codeErrorFinders: Partial<Record<Language, readonly ErrorFinder[]>> = {
  go: [droppedBesideInGo],
};
