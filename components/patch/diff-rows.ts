import type { Chunk } from "parse-diff";
import { type ChangedWords, changedWords } from "./changed-words";

export interface DiffRow {
  kind: "same" | "removed" | "added";
  oldLine: number | null;
  newLine: number | null;
  text: ChangedWords;
}

/** The lines of one hunk; a removed line that an added one replaces shows which of its words changed. */
export function diffRows({ changes }: Chunk): DiffRow[] {
  const rows: DiffRow[] = [];
  for (const change of changes) {
    // Git's remark about a missing line feed at the end is no line of the file.
    if (change.content.startsWith("\\")) continue;
    const text = { before: change.content.slice(1), changed: "", after: "" };
    if (change.type === "normal") rows.push({ kind: "same", oldLine: change.ln1, newLine: change.ln2, text });
    else if (change.type === "del") rows.push({ kind: "removed", oldLine: change.ln, newLine: null, text });
    else rows.push({ kind: "added", oldLine: null, newLine: change.ln, text });
  }
  markWords(rows);
  return rows;
}

/** Pairs each run of removed lines with the run of added lines behind it, where both are equally long. */
function markWords(rows: DiffRow[]): void {
  let index = 0;
  while (index < rows.length) {
    const removed = runOf(rows, index, "removed");
    const added = runOf(rows, index + removed.length, "added");
    if (removed.length > 0 && removed.length === added.length) {
      for (const [offset, row] of removed.entries()) markPair(row, added[offset]);
    }
    index += Math.max(1, removed.length + added.length);
  }
}

function runOf(rows: readonly DiffRow[], from: number, kind: DiffRow["kind"]): DiffRow[] {
  let to = from;
  while (rows[to]?.kind === kind) to += 1;
  return rows.slice(from, to);
}

function markPair(removed: DiffRow, added: DiffRow | undefined): void {
  const marked = added === undefined ? null : changedWords(removed.text.before, added.text.before);
  if (marked === null || added === undefined) return;
  removed.text = marked.removed;
  added.text = marked.added;
}
