import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { codeTokens } from "@/lib/domain/source/tokens";
import { addedLines, type Patch, type PatchFile, type PatchLine, removedLines } from "../../patch";
import { fits } from "./kindred-values";

/** Which values a patch takes from the code and puts into it, outside of tests. */
export interface CodeLiterals {
  removed: ReadonlySet<string>;
  added: ReadonlySet<string>;
  /** Numbers that no line of the code had that went. */
  numbers: ReadonlySet<string>;
  /** Strings of any length, those that moved left out. */
  parts: { removed: readonly string[]; added: readonly string[] };
  /** Of all changed files of code. */
  removedText: string;
  addedText: string;
}

/** Each against each other one: of more of them nobody asks which became which. */
const comparedMax = 60;

/** Short values stand everywhere. */
const charactersMin = 4;

function plain(text: string): string {
  return text.replace(/^(["'`])([\s\S]*)\1$/, "$2").replaceAll("_", "");
}

function literals(path: string, lines: readonly PatchLine[]): string[] {
  const language = languageOf(path);
  // Text between tags is a value too, and no string.
  const between = lines.flatMap(({ text }) =>
    [...text.matchAll(/>([^<>{}]{4,200})</g)].map((found) => found[1] ?? ""),
  );
  if (language === null) return between;
  const tokens = lines.flatMap(({ text }) => codeTokens(text, language));
  const values = tokens
    .filter(({ kind }) => kind === "string" || kind === "number")
    .map(({ text }) => plain(text));
  return [...values, ...between].filter((value) => value.trim().length >= charactersMin);
}

function textOf(lines: readonly PatchLine[]): string {
  return lines.map(({ text }) => text).join("\n");
}

function notIn(others: readonly string[], own: readonly string[]): string[] {
  const known = new Set(others);
  return [...new Set(own)].filter((text) => !known.has(text));
}

function stringsOf(file: PatchFile, lines: readonly PatchLine[]): string[] {
  const language = languageOf(file.path);
  if (language === null) return [];
  return lines
    .flatMap(({ text }) => codeTokens(text, language))
    .filter(({ kind, text }) => kind === "string" && text.length > 2)
    .map(({ text }) => text.slice(1, -1));
}

export function codeLiterals({ files }: Patch): CodeLiterals {
  const code = files.filter(({ path }) => !isTestPath(path));
  const removed = code.flatMap((file) => literals(file.path, removedLines(file)));
  const added = code.flatMap((file) => literals(file.path, addedLines(file)));
  const [had, has] = [new Set(removed), new Set(added)];
  const gone = code.flatMap((file) => stringsOf(file, removedLines(file)));
  const come = code.flatMap((file) => stringsOf(file, addedLines(file)));
  const digits = (lines: string) => lines.match(/\b\d{3,15}\b/g) ?? [];
  const before = new Set(digits(textOf(code.flatMap(removedLines))));
  return {
    numbers: new Set(digits(textOf(code.flatMap(addedLines))).filter((number) => !before.has(number))),
    parts: {
      removed: notIn(come, gone).slice(0, comparedMax),
      added: notIn(gone, come).slice(0, comparedMax),
    },
    removed: new Set(removed.filter((value) => !has.has(value))),
    added: new Set(added.filter((value) => !had.has(value))),
    removedText: textOf(code.flatMap(removedLines)),
    addedText: textOf(code.flatMap(addedLines)),
  };
}

const letters = /\p{L}{3}/u;

/** How many characters both begin with, back to where a word begins. */
function commonStart(left: string, right: string): number {
  let at = 0;
  while (at < Math.min(left.length, right.length) && left[at] === right[at]) at += 1;
  while (at > 0 && /[\p{L}\p{N}]/u.test(left[at - 1] ?? "")) at -= 1;
  return at;
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

/**
 * `"2 seats free"` → `"2 seats left"`: the words that make the difference, alone and with their neighbours. Empty where one
 * of the sides has no word.
 */
function differences(lost: string, gained: string): [had: string, has: string][] {
  const from = commonStart(lost, gained);
  const [left, right] = [lost.slice(from), gained.slice(from)];
  const behind = commonStart(reversed(left), reversed(right));
  const had = left.slice(0, left.length - behind);
  const has = right.slice(0, right.length - behind);
  if (!letters.test(had) || !letters.test(has)) return [];
  const before = lost.slice(0, from).trimEnd().split(" ").at(-1) ?? "";
  const after =
    lost
      .slice(from + had.length)
      .trimStart()
      .split(" ")[0] ?? "";
  return [
    [had, has],
    [`${before} ${had}`, `${before} ${has}`],
    [`${had} ${after}`, `${has} ${after}`],
  ];
}

function areExchanged({ removedText, addedText }: CodeLiterals, [had, has]: [string, string]): boolean {
  return (
    removedText.includes(had) &&
    !addedText.includes(had) &&
    addedText.includes(has) &&
    !removedText.includes(has)
  );
}

/** Whether a line of a test became one of others by what the code exchanged too: `plusDays(14)` → `plusWeeks(3)`. */
export function isSameEdit(code: CodeLiterals, removed: string, added: readonly string[]): boolean {
  return added.some((line) => {
    const [words] = differences(removed.trim(), line.trim());
    return words !== undefined && areExchanged(code, words);
  });
}

/** Whether the code says another thing now, and the tests ask for that: both were changed together. */
export function changedTogether(code: CodeLiterals, lost: string, gained: readonly string[]): boolean {
  const { removed, added } = code;
  const bare = (value: string) => value.replace(/^"|"$/g, "");
  const plainly = (value: string) => bare(value).replaceAll("_", "");
  // `redirect("/home")` → `redirect(303, "/home")`: what was meant before was not said.
  const isNew = (value: string) => /^\d{3,}$/.test(value) && /^\d{3,}$/.test(lost) && code.numbers.has(value);
  if (gained.some(isNew) && !code.addedText.includes(lost)) return true;
  if (removed.has(plainly(lost)) && gained.some((value) => added.has(plainly(value)))) return true;
  const near = gained.slice(0, comparedMax);
  const saysPart = (value: string) =>
    code.parts.removed.some((had) => {
      const rest = bare(lost).replaceAll(had, "");
      const isPart = rest !== bare(lost) && rest !== "" && !/^[\d.]+$/.test(had);
      return isPart && code.parts.added.some((has) => rest === bare(value).replaceAll(has, ""));
    });
  if (near.some(saysPart)) return true;
  const templates = [...removed].slice(0, comparedMax);
  const isFilled = templates.some((had) => fits(had, lost));
  const filled = isFilled ? [...added].slice(0, comparedMax) : [];
  if (near.some((value) => filled.some((has) => fits(has, value)))) return true;
  return near.some((value) =>
    differences(bare(lost), bare(value)).some((words) => areExchanged(code, words)),
  );
}
