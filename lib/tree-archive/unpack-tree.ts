import { mkdir, readdir, rename, rm, symlink, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";

export interface TreeArchiveLimits {
  compressedBytesMax: number;
  totalBytesMax: number;
  entryBytesMax: number;
  entriesMax: number;
  nameBytesMax: number;
}

export const treeArchiveLimits: TreeArchiveLimits = {
  compressedBytesMax: 256 * 1024 * 1024,
  totalBytesMax: 512 * 1024 * 1024,
  entryBytesMax: 64 * 1024 * 1024,
  entriesMax: 50_000,
  nameBytesMax: 1_024,
};

/** What came back is no tree that we take. The message names the rule and the entry. */
export class TreeArchiveError extends Error {
  override readonly name = "TreeArchiveError";
}

/** Headers and padding of an entry with a long name. */
const entryOverheadBytes = 4_096;

type Part = { kind: "file"; content: Buffer; executable: boolean } | { kind: "link"; target: string };

/**
 * Puts what a `.tar.gz` holds in the place of a folder's content. Written by whoever ran the command, so it is read as a hostile
 * text: within limits while it is unpacked, no path that leads out, nothing but files, folders and links, and links
 * made last, so that nothing is written through one.
 *
 * @throws {TreeArchiveError} and leaves the folder as it was
 */
export async function unpackTree(
  archive: Uint8Array,
  folder: string,
  limits: TreeArchiveLimits = treeArchiveLimits,
): Promise<void> {
  if (archive.length > limits.compressedBytesMax)
    throw new TreeArchiveError(`The archive has more than ${limits.compressedBytesMax} bytes.`);
  const parts = await readParts(archive, limits);
  const fresh = `${folder}.fresh`;
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh);
  try {
    await writeParts(parts, fresh).catch((error: NodeJS.ErrnoException) => {
      throw new TreeArchiveError(`The archive's entries do not make a tree: ${error.code}.`);
    });
    for (const name of await readdir(folder)) await rm(join(folder, name), { recursive: true, force: true });
    // Entry by entry: the folder itself may be mounted or watched by its owner.
    for (const name of await readdir(fresh)) await rename(join(fresh, name), join(folder, name));
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
}

async function readParts(archive: Uint8Array, limits: TreeArchiveLimits): Promise<Map<string, Part>> {
  const parts = new Map<string, Part>();
  let entries = 0;
  let bytes = 0;
  const reading = extract();
  const unzipped = Readable.from([Buffer.from(archive)]).pipe(createGunzip());
  const feeding = pipeline(unzipped, capped(limits), reading).catch(() => {});
  try {
    for await (const entry of reading) {
      const { name, type, size = 0, mode = 0, linkname } = entry.header;
      entries += 1;
      if (entries > limits.entriesMax)
        throw new TreeArchiveError(`The archive has more than ${limits.entriesMax} entries.`);
      const path = safePath(name, limits.nameBytesMax);
      if (size > limits.entryBytesMax)
        throw new TreeArchiveError(`${path} has more than ${limits.entryBytesMax} bytes.`);
      const chunks: Buffer[] = [];
      for await (const chunk of entry) {
        bytes += (chunk as Buffer).length;
        if (bytes > limits.totalBytesMax)
          throw new TreeArchiveError(`The archive unpacks to more than ${limits.totalBytesMax} bytes.`);
        chunks.push(chunk as Buffer);
      }
      if (type === "file")
        parts.set(path, {
          kind: "file",
          content: Buffer.concat(chunks),
          executable: (mode & 0o111) !== 0,
        });
      else if (type === "symlink" && linkname) parts.set(path, { kind: "link", target: linkname });
      else if (type !== "directory") throw new TreeArchiveError(`${path} is a ${type}, not a file.`);
    }
  } catch (error) {
    if (error instanceof TreeArchiveError) throw error;
    throw new TreeArchiveError(`The archive cannot be read: ${(error as Error).message}.`);
  } finally {
    await feeding;
  }
  // Every tree has at least itself: this one was never packed.
  if (entries === 0) throw new TreeArchiveError("The archive is empty.");
  return parts;
}

/**
 * Ends the reading where more is unpacked than files within the limits can need. Counted before the tar is read, because names
 * and attributes of any length are gathered in there before anybody sees an entry.
 */
function capped({ totalBytesMax, entriesMax }: TreeArchiveLimits) {
  const bytesMax = totalBytesMax + entriesMax * entryOverheadBytes;
  return async function* (chunks: AsyncIterable<Buffer>) {
    let bytes = 0;
    for await (const chunk of chunks) {
      bytes += chunk.length;
      if (bytes > bytesMax)
        throw new TreeArchiveError(`The archive unpacks to more than ${totalBytesMax} bytes.`);
      yield chunk;
    }
  };
}

/** @throws {TreeArchiveError} for a path that leads out, or that no file system takes */
function safePath(name: string, bytesMax: number): string {
  const path = posix.normalize(name).replace(/\/$/, "");
  const leadsOut = path.startsWith("/") || path === ".." || path.startsWith("../");
  if (leadsOut || path.includes("\0") || Buffer.byteLength(path) > bytesMax)
    throw new TreeArchiveError("The archive names a path outside of the tree.");
  return path;
}

async function writeParts(parts: ReadonlyMap<string, Part>, folder: string): Promise<void> {
  const links: [string, string][] = [];
  for (const [path, part] of parts) {
    const place = join(folder, path);
    if (part.kind === "link") {
      links.push([place, part.target]);
      continue;
    }
    await mkdir(dirname(place), { recursive: true });
    await writeFile(place, part.content, { mode: part.executable ? 0o755 : 0o644, flag: "wx" });
  }
  for (const [place, target] of links) {
    await mkdir(dirname(place), { recursive: true });
    await symlink(target, place);
  }
}
