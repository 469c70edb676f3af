import { isTestPath } from "@/lib/domain/paths/test-path";
import { languageOf } from "@/lib/domain/source/language";
import { codeTokens } from "@/lib/domain/source/tokens";
import { addedLines, type Patch, type PatchLine, removedLines } from "../../patch";

/** Which values a patch takes from the code and puts into it, outside of tests. */
export interface CodeLiterals {
  removed: ReadonlySet<string>;
  added: ReadonlySet<string>;
}

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

export function codeLiterals({ files }: Patch): CodeLiterals {
  const code = files.filter(({ path }) => !isTestPath(path));
  const removed = code.flatMap((file) => literals(file.path, removedLines(file)));
  const added = code.flatMap((file) => literals(file.path, addedLines(file)));
  const [had, has] = [new Set(removed), new Set(added)];
  return {
    removed: new Set(removed.filter((value) => !has.has(value))),
    added: new Set(added.filter((value) => !had.has(value))),
  };
}

/** Whether the code says another thing now, and the tests ask for that: both were changed together. */
export function changedTogether(
  { removed, added }: CodeLiterals,
  lost: string,
  gained: readonly string[],
): boolean {
  const plainly = (value: string) => value.replace(/^"|"$/g, "").replaceAll("_", "");
  return removed.has(plainly(lost)) && gained.some((value) => added.has(plainly(value)));
}
