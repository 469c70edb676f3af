import { addedLines, type PatchFile, removedLines } from "../../patch";
import type { CodeLiterals } from "./code-literals";

function wordsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}_-]+/u).filter((word) => word !== "");
}

/** Words of `left` that `right` has less often. */
function missing(left: readonly string[], right: readonly string[]): string[] {
  const open = new Map<string, number>();
  for (const word of right) open.set(word, (open.get(word) ?? 0) + 1);
  return left.filter((word) => {
    const count = open.get(word) ?? 0;
    open.set(word, count - 1);
    return count <= 0;
  });
}

function textOf(lines: readonly { text: string }[]): string {
  return lines.map(({ text }) => text).join("\n");
}

/** Whether a text became another one in nothing but words that the patch takes from the code, and puts there. */
export function followsWords(
  before: string,
  after: string,
  { removedText, addedText }: CodeLiterals,
): boolean {
  const [had, has] = [wordsOf(before), wordsOf(after)];
  const [lost, gained] = [missing(had, has), missing(has, had)];
  const [old, young] = [wordsOf(removedText), wordsOf(addedText)];
  const [gone, come] = [new Set(missing(old, young)), new Set(missing(young, old))];
  return (
    lost.length + gained.length > 0 &&
    lost.every((word) => gone.has(word)) &&
    gained.every((word) => come.has(word))
  );
}

/** The same of a file: a recorded expectation, data of tests. */
export function followsCode(file: PatchFile, code: CodeLiterals): boolean {
  return followsWords(textOf(removedLines(file)), textOf(addedLines(file)), code);
}
