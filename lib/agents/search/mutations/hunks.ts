import type { Code } from "../code";
import type { Edit } from "../edit";

interface Block {
  /** From 1, in the new file. */
  line: number;
  added: string[];
  removed: string[];
}

/** The blocks of neighbouring changed lines in GitHub's patch of one file. */
export function blocksOf(patch: string): Block[] {
  const blocks: Block[] = [];
  let line = 0;
  let open: Block | null = null;
  for (const raw of patch.split("\n")) {
    const header = /^@@ -\d+(?:,\d+)? \+(\d+)/.exec(raw);
    if (header) line = Number(header[1]);
    const sign = header ? "" : raw[0];
    if (sign !== "+" && sign !== "-") {
      open = null;
      if (sign === " ") line += 1;
      continue;
    }
    if (open === null) {
      open = { line, added: [], removed: [] };
      blocks.push(open);
    }
    if (sign === "-") open.removed.push(raw.slice(1));
    else {
      open.added.push(raw.slice(1));
      line += 1;
    }
  }
  return blocks;
}

const linesMax = 12;

/**
 * The pull request's own change taken back, block by block. Only where it replaced something: the lines it adds are what it
 * is for. The larger the block, the less likely that all of it is the slip.
 */
export function revertedBlocks(code: Code, patch: string): Edit[] {
  const lines = code.text.split("\n");
  return blocksOf(patch).flatMap(({ line, added, removed }): Edit[] => {
    if (added.length === 0 || removed.length === 0 || added.length > linesMax) return [];
    // The tree may have moved on since GitHub made the patch.
    if (lines.slice(line - 1, line - 1 + added.length).join("\n") !== added.join("\n")) return [];
    const start = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0);
    const end = start + added.join("\n").length;
    return [
      {
        path: code.path,
        start,
        end,
        text: removed.join("\n"),
        line,
        cost: Math.min(5, 2 + added.length / 2),
        what: `the change of lines ${line} to ${line + added.length - 1} is taken back`,
      },
    ];
  });
}
