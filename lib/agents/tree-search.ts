import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { readTreeFile } from "./tree-files";

const filesMax = 20_000;
const skipped = new Set(["node_modules", ".git", "vendor", "target", "dist", ".venv"]);

/** Paths of the tree's plain files below a folder, without those that nobody edits; at most 20,000. */
export async function listTreeFiles(treeDirectory: string, below: string): Promise<string[]> {
  const found: string[] = [];
  const folders = [join(treeDirectory, below)];
  for (let folder = folders.pop(); folder !== undefined && found.length < filesMax; folder = folders.pop()) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) folders.push(path);
      else if (entry.isFile()) found.push(relative(treeDirectory, path));
    }
  }
  return found.sort();
}

/** Lines that hold a text exactly, as `path:line: text`. No expressions: the words to look for come from a model. */
export async function searchTree(
  treeDirectory: string,
  wanted: { text: string; below: string },
  linesMax: number,
): Promise<string[]> {
  const hits: string[] = [];
  for (const path of await listTreeFiles(treeDirectory, wanted.below)) {
    const content = await readTreeFile(treeDirectory, path).catch(() => "");
    if (!content.includes(wanted.text) || content.includes("\0")) continue;
    for (const [index, line] of content.split("\n").entries()) {
      if (!line.includes(wanted.text)) continue;
      hits.push(`${path}:${index + 1}: ${line.slice(0, 300)}`);
      if (hits.length >= linesMax) return hits;
    }
  }
  return hits;
}
