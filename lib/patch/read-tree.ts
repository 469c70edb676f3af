import { constants } from "node:fs";
import { lstat, open, readdir, readlink } from "node:fs/promises";
import { join } from "node:path";
import type { Tree, TreeEntry } from "./tree";

export interface TreeLimits {
  entriesMax: number;
  bytesMax: number;
  /** Folders inside folders; the root's own files are at depth 1. */
  depthMax: number;
}

export const defaultTreeLimits: TreeLimits = {
  entriesMax: 50_000,
  bytesMax: 512 * 1024 * 1024,
  depthMax: 40,
};

/** The tree is larger than we are willing to read. The message names the limit and the first path beyond it. */
export class TreeLimitError extends Error {
  override readonly name = "TreeLimitError";
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

/** Names that are not UTF-8 get U+FFFD for each bad byte and its hex value, so that two of them never collide. */
function decodeName(name: Buffer): string {
  try {
    return utf8.decode(name);
  } catch {
    return [...name]
      .map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : `\uFFFD${byte.toString(16)}`))
      .join("");
  }
}

/** Opened without following a link and without waiting for the far end of a pipe: the writer of the tree is not trusted. */
async function readRegularFile(path: Buffer): Promise<{ content: Buffer; executable: boolean } | null> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const facts = await file.stat();
    if (!facts.isFile()) return null;
    return { content: await file.readFile(), executable: (facts.mode & 0o111) !== 0 };
  } finally {
    await file.close();
  }
}

/**
 * Reads a folder as git would see it, following no link. The root's own `.git` is left out, as git itself does; one further
 * down is reported as a nested repository.
 *
 * @throws {TreeLimitError} beyond a limit; the folder then counts as unreadable as a whole.
 */
export async function readTree(directory: string, limits: Partial<TreeLimits> = {}): Promise<Tree> {
  const { entriesMax, bytesMax, depthMax } = { ...defaultTreeLimits, ...limits };
  const tree = new Map<string, TreeEntry>();
  let entries = 0;
  let bytes = 0;

  function count(path: string, size: number): void {
    entries += 1;
    bytes += size;
    if (entries > entriesMax) throw new TreeLimitError(`More than ${entriesMax} entries, at ${path}.`);
    if (bytes > bytesMax) throw new TreeLimitError(`More than ${bytesMax} bytes, at ${path}.`);
  }

  async function readEntry(location: Buffer, path: string): Promise<TreeEntry> {
    const facts = await lstat(location);
    count(path, facts.isFile() ? facts.size : 0);
    if (facts.isSymbolicLink())
      return { kind: "symlink", mode: "120000", content: await readlink(location, { encoding: "buffer" }) };
    const file = facts.isFile() ? await readRegularFile(location) : null;
    if (file === null) return { kind: "special", mode: "000000", content: Buffer.alloc(0) };
    return { kind: "file", mode: file.executable ? "100755" : "100644", content: file.content };
  }

  async function walk(folder: Buffer, prefix: string, depth: number): Promise<void> {
    if (depth > depthMax) throw new TreeLimitError(`Folders nested deeper than ${depthMax}, at ${prefix}.`);
    const children = await readdir(folder, { withFileTypes: true, encoding: "buffer" });
    for (const child of children) {
      const path = prefix + decodeName(child.name);
      const location = Buffer.concat([folder, Buffer.from("/"), child.name]);
      if (path === ".git") continue;
      if (path.endsWith("/.git")) {
        count(path, 0);
        tree.set(path, { kind: "repository", mode: "160000", content: Buffer.alloc(0) });
        continue;
      }
      if (child.isDirectory()) {
        count(path, 0);
        await walk(location, `${path}/`, depth + 1);
        continue;
      }
      tree.set(path, await readEntry(location, path));
    }
  }

  await walk(Buffer.from(join(directory)), "", 1);
  return tree;
}
