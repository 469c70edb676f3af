import { lstat } from "node:fs/promises";
import { isAbsolute, join, posix } from "node:path";

/** Whether a relative path is a plain file of the tree, without a link on the way. */
export async function isTreeFile(treeDirectory: string, path: string): Promise<boolean> {
  const parts = path.split("/");
  if (path === "" || isAbsolute(path) || parts.includes("..")) return false;
  for (let count = 1; count <= parts.length; count += 1) {
    const facts = await lstat(join(treeDirectory, ...parts.slice(0, count))).catch(() => null);
    if (facts === null || facts.isSymbolicLink()) return false;
    if (count === parts.length) return facts.isFile();
  }
  return false;
}

/**
 * The tree's own path for one that a log names. CI checks out to another folder than we do: the longest end of the named
 * path that exists here is meant. Null where none does.
 */
export async function resolveTreePath(treeDirectory: string, named: string): Promise<string | null> {
  const plain = posix.normalize(named.replace(/^file:\/\//, "").replaceAll("\\", "/"));
  const parts = plain.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
  for (let skip = 0; skip < parts.length; skip += 1) {
    const path = parts.slice(skip).join("/");
    if (await isTreeFile(treeDirectory, path)) return path;
  }
  return null;
}
