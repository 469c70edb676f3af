import { addedLines, type PatchFile, removedLines } from "../../patch";
import { isWithin } from "./kindred-values";

/** Each line against each other one: of more of them nobody says that they only grew. */
const linesMax = 400;

/** Whether every line that went stands in one that came, in its order, each with something more: a new column, a new key. */
export function onlyGrew(file: PatchFile): boolean {
  const added = addedLines(file).map(({ text }) => text);
  const removed = removedLines(file).map(({ text }) => text);
  if (added.length === 0 || added.length + removed.length > linesMax) return false;
  let from = 0;
  for (const line of removed) {
    const index = added.findIndex((text, at) => at >= from && isWithin(line, text));
    if (index === -1) return false;
    from = index + 1;
  }
  return true;
}
