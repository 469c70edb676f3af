import type { Code } from "../code";
import type { Edit } from "../edit";
import { replaceToken } from "./replace";

/** Names of which one is taken for another, in all the languages. */
const families: readonly (readonly string[])[] = [
  ["push", "unshift"],
  ["pop", "shift"],
  ["min", "max"],
  ["floor", "ceil", "round", "trunc"],
  ["startsWith", "endsWith", "includes"],
  ["startswith", "endswith"],
  ["some", "every"],
  ["any", "all"],
  ["find", "findLast", "filter"],
  ["indexOf", "lastIndexOf"],
  ["toUpperCase", "toLowerCase"],
  ["upper", "lower"],
  ["slice", "splice"],
  ["trimStart", "trimEnd", "trim"],
  ["lstrip", "rstrip", "strip"],
  ["padStart", "padEnd"],
  ["append", "prepend"],
  ["keys", "values", "entries"],
  ["items", "keys", "values"],
  ["first", "last"],
  ["head", "tail"],
  ["getMonth", "getDate", "getDay"],
  ["getUTCMonth", "getUTCDate", "getUTCDay"],
  ["start", "end"],
  ["left", "right"],
  ["before", "after"],
  ["previous", "next"],
  ["width", "height"],
  ["row", "column"],
  ["source", "target"],
  ["key", "value"],
  ["x", "y"],
];
const keywords =
  /^(?:if|else|for|while|return|const|let|var|function|class|def|import|from|export|in|of|new|this|self|await|async|do|done|then|fi|and|or|not|is|try|catch|except|throw|raise|true|false|null|None|True|False|type|interface|case|switch|break|continue|echo|set)$/;
/** Short names differ by little without being alike. */
const shortName = 5;
const siblingsMax = 2;

/** Letters to insert, remove or replace, at most `max` + 1. */
export function editDistance(one: string, other: string, max: number): number {
  if (Math.abs(one.length - other.length) > max) return max + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let at = 1; at <= one.length; at += 1) {
    const next = [at];
    for (let to = 1; to <= other.length; to += 1) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1));
    }
    row = next;
  }
  return Math.min(row[other.length] ?? max + 1, max + 1);
}

/** Another name of the same family, or one of the file that is spelled nearly the same. */
export function names(code: Code): Edit[] {
  const known = [...new Set(code.tokens.filter(({ kind }) => kind === "word").map(({ text }) => text))];
  return code.tokens.flatMap((token) => {
    if (token.kind !== "word" || keywords.test(token.text)) return [];
    const family = families.filter((words) => words.includes(token.text)).flat();
    const relatives = [...new Set(family)].filter((word) => word !== token.text);
    const distanceMax = token.text.length < shortName ? 1 : 2;
    const near =
      token.text.length < 3
        ? []
        : known.filter(
            (word) =>
              word !== token.text &&
              word.length > 2 &&
              !keywords.test(word) &&
              !relatives.includes(word) &&
              editDistance(token.text, word, distanceMax) <= distanceMax,
          );
    return [
      ...relatives.map((word) => replaceToken(code, token, word, 2)),
      ...near.slice(0, siblingsMax).map((word) => replaceToken(code, token, word, 3)),
    ];
  });
}
