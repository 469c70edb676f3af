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

/** Whether a recorded expectation changed in nothing but words that the patch takes from the code, and puts there. */
export function followsCode(file: PatchFile, { removedText, addedText }: CodeLiterals): boolean {
  const [had, has] = [wordsOf(textOf(removedLines(file))), wordsOf(textOf(addedLines(file)))];
  const [lost, gained] = [missing(had, has), missing(has, had)];
  const [before, after] = [wordsOf(removedText), wordsOf(addedText)];
  const [gone, come] = [new Set(missing(before, after)), new Set(missing(after, before))];
  return (
    lost.length + gained.length > 0 &&
    lost.every((word) => gone.has(word)) &&
    gained.every((word) => come.has(word))
  );
}
