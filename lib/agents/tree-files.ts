import { constants } from "node:fs";
import { lstat, mkdir, open } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { isTreeFile } from "./tree-paths";

const fileBytesMax = 5 * 1024 * 1024;

/** A path as the agent names it, relative to the tree; null where it leads out of the tree. */
export function pathInTree(treeDirectory: string, named: string): string | null {
  if (named.includes("\0")) return null;
  const path = relative(treeDirectory, resolve(treeDirectory, named));
  return path === "" || path.startsWith("..") || isAbsolute(path) ? null : path;
}

/**
 * Text of a plain file of the tree, without following a link.
 *
 * @throws where there is none, or it is too large
 */
export async function readTreeFile(treeDirectory: string, path: string): Promise<string> {
  if (!(await isTreeFile(treeDirectory, path)))
    throw new Error(`There is no file ${path} in the repository.`);
  const file = await open(join(treeDirectory, path), constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await file.stat();
    if (size > fileBytesMax) throw new Error(`${path} has ${size} bytes, more than ${fileBytesMax}.`);
    return await file.readFile("utf8");
  } finally {
    await file.close();
  }
}

/**
 * Writes a plain file of the tree, text or bytes. Folders on the way are made; a link on the way is refused, because it may lead out.
 *
 * @throws where the path is not one for a plain file, or the text is too large
 */
export async function writeTreeFile(
  treeDirectory: string,
  path: string,
  text: string | Uint8Array,
): Promise<void> {
  if (Buffer.byteLength(text) > fileBytesMax)
    throw new Error(`${path} would be larger than ${fileBytesMax} bytes.`);
  const parts = path.split("/");
  for (let count = 1; count <= parts.length; count += 1) {
    const facts = await lstat(join(treeDirectory, ...parts.slice(0, count))).catch(() => null);
    if (facts === null) break;
    const fits = count === parts.length ? facts.isFile() : facts.isDirectory();
    if (!fits) throw new Error(`${path} is not a plain file of the repository.`);
  }
  const target = join(treeDirectory, path);
  await mkdir(dirname(target), { recursive: true });
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const file = await open(target, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o644);
  try {
    await file.writeFile(text);
  } finally {
    await file.close();
  }
}
