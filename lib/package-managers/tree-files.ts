import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { dirname, join, posix, sep } from "node:path";
import type { PlainFile } from "./types";

const fileBytesMax = 32 * 1024 * 1024;
const manifestsMax = 500;
const foldersMax = 5_000;

/** Text of a file of the tree. Null for a link, and for what a link leads to: the tree's author chose where that is. */
export async function readPlainFile(treeDirectory: string, path: string): Promise<string | null> {
  const place = join(treeDirectory, path);
  const facts = await lstat(place).catch(() => null);
  if (!facts?.isFile() || facts.size > fileBytesMax) return null;
  const [root, folder] = await Promise.all([realpath(treeDirectory), realpath(dirname(place))]);
  return `${folder}${sep}`.startsWith(`${root}${sep}`) ? readFile(place, "utf8") : null;
}

/** Every plain file of this name, outside of installed packages and folders that begin with a dot. The root's comes first. */
export async function manifestsOf(treeDirectory: string, name: string): Promise<PlainFile[]> {
  const found: PlainFile[] = [];
  const folders = ["."];
  for (const folder of folders) {
    const entries = await readdir(join(treeDirectory, folder), { withFileTypes: true });
    for (const entry of entries) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules" && !entry.name.startsWith("."))
        folders.push(path);
      if (!entry.isFile() || entry.name !== name) continue;
      const text = await readPlainFile(treeDirectory, path);
      if (text !== null) found.push({ path, text });
    }
    if (found.length >= manifestsMax || folders.length >= foldersMax) break;
  }
  return found;
}

/** Whether a path that a lock file names stays inside of the tree. */
export function staysInside(path: string): boolean {
  return !path.startsWith("/") && posix.normalize(path) === path && !path.split("/").includes("..");
}
