import { charCodeAt } from "./char-code-at";

/** Codes from here on are one class: every expression may begin with them. */
const CODES = 128;

/**
 * Prepares a choice among expressions that are tied to the start of a text: those that its first character does not rule out,
 * in their order. A look into a table where most expressions would have been tried in vain; by their sources, so that
 * nobody has to say it twice.
 */
export function byStart<T>(
  items: readonly T[],
  patternOf: (item: T) => RegExp,
): (text: string) => readonly T[] {
  let table: (readonly T[])[] | undefined;
  return (text) => {
    table ??= tableOf(items, patternOf);
    return table[charCodeAt(text, 0)] ?? items;
  };
}

function tableOf<T>(items: readonly T[], patternOf: (item: T) => RegExp): (readonly T[])[] {
  const starts = items.map((item) => startsOf(patternOf(item)));
  return Array.from({ length: CODES }, (_, code) => items.filter((_, i) => starts[i]?.has(code) ?? true));
}

/** The codes of the ASCII characters with which a text may begin that an expression matches. Null: with any. */
export function startsOf({ source, flags }: RegExp): ReadonlySet<number> | null {
  if (/[gmsvy]/.test(flags)) return null;
  const starts = new Set<number>();
  const isTied = alternativesOf(source).every((one) => one.startsWith("^") && addStarts(one, flags, starts));
  return isTied ? starts : null;
}

/** False where the alternative may begin with anything. */
function addStarts(alternative: string, flags: string, starts: Set<number>): boolean {
  for (let rest = alternative; rest !== ""; ) {
    const part = partAt(rest);
    const times = /^(?:[*?]|\{0,\d{0,9}\}|[+]|\{[\d,]{1,20}\})?\??/.exec(rest.slice(part.length))?.[0] ?? "";
    rest = rest.slice(part.length + times.length);
    if (isEmpty(part)) continue;
    const isOptional = /^(?:[*?]|\{0)/.test(times);
    if (!part.startsWith("(")) for (const code of codesOf(part, flags)) starts.add(code);
    else if (!alternativesOf(insideOf(part)).every((inner) => addStarts(inner, flags, starts))) return false;
    if (!isOptional) return true;
  }
  return false;
}

/** An assertion takes no character: what follows it decides. */
function isEmpty(part: string): boolean {
  return part === "^" || part === "\\b" || part === "\\B" || /^\(\?<?[=!]/.test(part);
}

function insideOf(group: string): string {
  return group.replace(/^\((?:\?(?::|<[^>]{1,80}>))?/, "").slice(0, -1);
}

const codesOfParts = new Map<string, readonly number[]>();

/** The characters that one part of an expression matches: a character, an escape or a class. */
function codesOf(part: string, flags: string): readonly number[] {
  const key = `${flags}${part}`;
  let codes = codesOfParts.get(key);
  if (!codes) {
    const pattern = new RegExp(`^${part}$`, flags);
    codes = Array.from({ length: CODES }, (_, code) => code).filter((code) =>
      pattern.test(String.fromCharCode(code)),
    );
    codesOfParts.set(key, codes);
  }
  return codes;
}

/** What stands between the bars of a source, outside of groups and classes. */
function alternativesOf(source: string): string[] {
  const alternatives: string[] = [];
  let start = 0;
  for (let at = 0; at <= source.length; ) {
    if (at === source.length || source[at] === "|") alternatives.push(source.slice(start, at));
    if (at < source.length && source[at] !== "|") at += partAt(source, at).length;
    else start = ++at;
  }
  return alternatives;
}

/** The character, escape, class or group that begins at an index of a source. */
function partAt(source: string, at = 0): string {
  let depth = 0;
  let isClass = false;
  for (let i = at; i < source.length; i++) {
    const character = source[i];
    if (character === "\\") {
      i += escapeLength(source, i) - 1;
    } else if (isClass) {
      isClass = character !== "]";
    } else if (character === "[") isClass = true;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    if (depth === 0 && !isClass) return source.slice(at, i + 1);
  }
  return source.slice(at);
}

function escapeLength(source: string, at: number): number {
  const long =
    /\\(?:u\{[0-9A-Fa-f]{1,6}\}|u[0-9A-Fa-f]{4}|x[0-9A-Fa-f]{2}|c[A-Za-z]|k<[^>]{1,80}>|[pP]\{[^}]{1,80}\})/y;
  long.lastIndex = at;
  return long.test(source) ? long.lastIndex - at : 2;
}
