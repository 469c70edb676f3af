import { rm } from "node:fs/promises";
import { join } from "node:path";
import { applyPatch, parsePatch } from "diff";
import { pathInTree, readTreeFile, writeTreeFile } from "../tree-files";
import { isTreeFile } from "../tree-paths";
import type { RestResult } from "./contract";

type Edits = Pick<Extract<RestResult, { kind: "edited" }>, "files" | "patch">;

/**
 * Puts what came back into the tree, where it is then compared and judged like any other agent's work.
 *
 * @throws where a path leads out of the tree, or the diff does not fit the files
 */
export async function applyResult(treeDirectory: string, { files, patch }: Edits): Promise<void> {
  for (const { path, content_base64 } of files)
    await put(treeDirectory, path, content_base64 === null ? null : Buffer.from(content_base64, "base64"));
  for (const part of patch === null ? [] : parsePatch(patch)) {
    const from = stripped(part.oldFileName);
    const to = stripped(part.newFileName);
    if (from === null && to === null) continue;
    const before = from === null ? "" : await readTreeFile(treeDirectory, inside(treeDirectory, from));
    // Context has to fit exactly: a guess about where a change belongs is not a repair.
    const after = to === null ? null : applyPatch(before, part, { fuzzFactor: 0 });
    if (after === false) throw new Error(`The diff does not fit ${from ?? to}.`);
    if (from !== null && from !== to) await put(treeDirectory, from, null);
    if (to !== null) await put(treeDirectory, to, after);
  }
}

async function put(treeDirectory: string, named: string, text: string | Uint8Array | null): Promise<void> {
  const path = inside(treeDirectory, named);
  if (text !== null) return writeTreeFile(treeDirectory, path, text);
  if (!(await isTreeFile(treeDirectory, path))) throw new Error(`There is no file ${named} to remove.`);
  await rm(join(treeDirectory, path));
}

function inside(treeDirectory: string, named: string): string {
  const path = pathInTree(treeDirectory, named);
  if (path === null) throw new Error(`${named} is not inside of the repository.`);
  return path;
}

/** `a/src/x.ts` → `src/x.ts`; null for `/dev/null` and for no name at all. */
function stripped(name: string | undefined): string | null {
  if (name === undefined || name === "/dev/null") return null;
  return name.replace(/^[ab]\//, "");
}
