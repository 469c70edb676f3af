import { isAbsolute, relative, resolve } from "node:path";
import type { SandboxRequest } from "./types";

/**
 * The absolute folder to start in.
 *
 * @throws where the tree is not absolute, or the folder is outside of it
 */
export function workingDirectoryOf({ treeDirectory, workingDirectory = "." }: SandboxRequest): string {
  if (!isAbsolute(treeDirectory)) throw new Error(`The tree must be an absolute path: ${treeDirectory}`);
  const folder = resolve(treeDirectory, workingDirectory);
  const inside = relative(treeDirectory, folder);
  if (inside.startsWith("..") || isAbsolute(inside))
    throw new Error(`The working directory is outside of the tree: ${workingDirectory}`);
  return folder;
}
