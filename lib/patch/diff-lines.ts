import { type StructuredPatchHunk, structuredPatch } from "diff";
import type { PatchLine } from "./patch";

/** Beyond this many edits the search for the smallest difference costs more than it tells; the whole file is replaced. */
const editsMax = 2_000;
const contextLines = 3;

function countLines(text: string): number {
  if (text === "") return 0;
  return text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
}

function wholeFile(before: string, after: string): StructuredPatchHunk {
  function mark(text: string, sign: string): string[] {
    if (text === "") return [];
    const lines = text.split("\n");
    const last = lines.pop() ?? "";
    const marked = lines.map((line) => sign + line);
    return last === "" ? marked : [...marked, sign + last, "\\ No newline at end of file"];
  }
  return {
    oldStart: 1,
    oldLines: countLines(before),
    newStart: 1,
    newLines: countLines(after),
    lines: [...mark(before, "-"), ...mark(after, "+")],
  };
}

/** A hunk without lines on one side names the line before it: https://www.gnu.org/software/diffutils/manual/html_node/Detailed-Unified.html */
function range(start: number, count: number): string {
  return `${count === 0 ? start - 1 : start},${count}`;
}

/** The hunks of two texts: their unified text without file headers, and their lines with both numbers. */
export function diffLines(before: string, after: string): { text: string; lines: PatchLine[] } {
  const options = { context: contextLines, maxEditLength: editsMax };
  const hunks = structuredPatch("", "", before, after, "", "", options)?.hunks ?? [wholeFile(before, after)];
  const lines: PatchLine[] = [];
  let text = "";
  for (const hunk of hunks) {
    let oldLine = hunk.oldStart;
    let newLine = hunk.newStart;
    text += `@@ -${range(hunk.oldStart, hunk.oldLines)} +${range(hunk.newStart, hunk.newLines)} @@\n`;
    for (const raw of hunk.lines) {
      text += `${raw}\n`;
      const content = raw.slice(1);
      if (raw.startsWith(" "))
        lines.push({ kind: "context", text: content, oldLine: oldLine++, newLine: newLine++ });
      if (raw.startsWith("-"))
        lines.push({ kind: "removed", text: content, oldLine: oldLine++, newLine: null });
      if (raw.startsWith("+"))
        lines.push({ kind: "added", text: content, oldLine: null, newLine: newLine++ });
    }
  }
  return { text, lines };
}
