import type { Language } from "./language";

export interface Token {
  kind: "word" | "number" | "string" | "comment" | "mark";
  text: string;
  /** Offset of the first character. */
  start: number;
  end: number;
  /** From 1. */
  line: number;
}

interface Dialect {
  lineComments: readonly string[];
  blockComments: readonly (readonly [string, string])[];
  /** Longest first. A string runs to the same mark, over line ends only where `multiline` names it. */
  quotes: readonly string[];
  multiline: readonly string[];
}

const slashes: Dialect = {
  lineComments: ["//"],
  blockComments: [["/*", "*/"]],
  quotes: ['"', "'"],
  multiline: [],
};

const dialects: Record<Language, Dialect> = {
  javascript: { ...slashes, quotes: ['"', "'", "`"], multiline: ["`"] },
  python: {
    lineComments: ["#"],
    blockComments: [],
    quotes: ['"""', "'''", '"', "'"],
    multiline: ['"""', "'''"],
  },
  go: { ...slashes, quotes: ['"', "`", "'"], multiline: ["`"] },
  java: { ...slashes, quotes: ['"""', '"', "'"], multiline: ['"""'] },
  kotlin: { ...slashes, quotes: ['"""', '"', "'", "`"], multiline: ['"""'] },
  scala: { ...slashes, quotes: ['"""', '"'], multiline: ['"""'] },
  swift: { ...slashes, quotes: ['"""', '"'], multiline: ['"""'] },
  dart: { ...slashes, quotes: ['"""', "'''", '"', "'"], multiline: ['"""', "'''"] },
  ruby: {
    lineComments: ["#"],
    blockComments: [["\n=begin", "\n=end"]],
    quotes: ['"', "'"],
    multiline: ['"', "'"],
  },
  elixir: { lineComments: ["#"], blockComments: [], quotes: ['"""', '"', "'"], multiline: ['"""', '"'] },
  rust: { ...slashes, quotes: ['"'], multiline: ['"'] },
  csharp: { ...slashes, quotes: ['"""', '"', "'"], multiline: ['"""'] },
  php: { ...slashes, lineComments: ["//", "#"], quotes: ['"', "'"], multiline: ['"', "'"] },
  cpp: slashes,
  shell: { lineComments: ["#"], blockComments: [], quotes: ['"', "'", "`"], multiline: ['"', "'", "`"] },
};

const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy;
const number = /\d\w*(?:\.\d\w*)?(?:(?<=\d[eE])[+-]\d\w*)?/y;
const marks =
  /(?:>>>=|===|!==|\*\*=|<<=|>>=|>>>|\?\?=|&&=|\|\|=|\.\.\.|=>|==|!=|<=|>=|&&|\|\||\?\?|\?\.|\+\+|--|\+=|-=|\*=|\/=|%=|\*\*|<<|>>|->|::|:=|<-|\/\/)/y;
const regularExpression = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\[\n])+\/[a-z]*/y;

/** After one of these a slash starts a regular expression, after anything else it divides. */
const beforeExpression =
  /^(?:[(,=:[!&|?{};+\-*%<>~^]|=>|return|typeof|case|in|of|&&|\|\||\?\?|==|===|!=|!==)$/;

function matchAt(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

function stringEnd(text: string, start: number, quote: string, multiline: boolean): number {
  let at = start + quote.length;
  while (at < text.length) {
    if (text[at] === "\\") {
      at += 2;
      continue;
    }
    if (text.startsWith(quote, at)) return at + quote.length;
    if (text[at] === "\n" && !multiline) return at;
    at += 1;
  }
  return text.length;
}

/**
 * Splits source into words, numbers, strings, comments and marks, closely enough for any language here; white space is
 * dropped. It never fails: what it does not know becomes one mark per character.
 */
export function tokensOf(text: string, language: Language): Token[] {
  const dialect = dialects[language];
  const tokens: Token[] = [];
  let line = 1;
  let at = 0;
  let previous: Token | null = null;

  function push(kind: Token["kind"], end: number): void {
    const token: Token = { kind, text: text.slice(at, end), start: at, end, line };
    tokens.push(token);
    if (kind !== "comment") previous = token;
    for (let index = at; index < end; index += 1) if (text[index] === "\n") line += 1;
    at = end;
  }

  function commentEnd(): number | null {
    for (const [open, close] of dialect.blockComments) {
      if (!text.startsWith(open, at)) continue;
      const end = text.indexOf(close, at + open.length);
      return end === -1 ? text.length : end + close.length;
    }
    for (const open of dialect.lineComments) {
      if (!text.startsWith(open, at)) continue;
      // In a shell `$#` and `${#name}` are values.
      if (language === "shell" && at > 0 && !/[\s;]/.test(text[at - 1] ?? "")) continue;
      if (language === "php" && text.startsWith("#[", at)) continue;
      const end = text.indexOf("\n", at);
      return end === -1 ? text.length : end;
    }
    return null;
  }

  while (at < text.length) {
    const character = text[at] ?? "";
    const comment = commentEnd();
    if (comment !== null) {
      push("comment", comment);
      continue;
    }
    if (/\s/.test(character)) {
      if (character === "\n") line += 1;
      at += 1;
      continue;
    }
    const quote = dialect.quotes.find((mark) => text.startsWith(mark, at));
    if (quote !== undefined) {
      push("string", stringEnd(text, at, quote, dialect.multiline.includes(quote)));
      continue;
    }
    if (language === "javascript" && character === "/" && beforeExpression.test(lastText(previous))) {
      const expression = matchAt(regularExpression, text, at);
      if (expression !== null) {
        push("string", at + expression.length);
        continue;
      }
    }
    const name = matchAt(word, text, at);
    if (name !== null) {
      push("word", at + name.length);
      continue;
    }
    const digits = matchAt(number, text, at);
    if (digits !== null) {
      push("number", at + digits.length);
      continue;
    }
    push("mark", at + (matchAt(marks, text, at)?.length ?? character.length));
  }
  return tokens;
}

function lastText(token: Token | null): string {
  return token === null ? "(" : token.text;
}

/** Everything but comments. */
export function codeTokens(text: string, language: Language): Token[] {
  return tokensOf(text, language).filter((token) => token.kind !== "comment");
}
