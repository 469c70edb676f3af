import { createReadStream } from "node:fs";
import { lstat, readdir, readlink } from "node:fs/promises";
import { join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { pack } from "tar-stream";

/** A folder of ours, and the path in the archive below which its files go; `.` for its top. */
export interface PackedFolder {
  from: string;
  to: string;
}

/** Folders as one `.tar.gz`: files, folders, links as links, and the executable bit. Nothing else of a file goes along. */
export async function packTree(folders: readonly PackedFolder[]): Promise<Buffer> {
  const archive = pack();
  const zipped = archive.pipe(createGzip({ level: 4 }));
  const chunks: Buffer[] = [];
  const collected = (async () => {
    for await (const chunk of zipped) chunks.push(chunk as Buffer);
  })();
  for (const { from, to } of folders) {
    if (to !== ".") archive.entry({ name: to, type: "directory", mode: 0o755 });
    await addFolder(archive, from, to);
  }
  archive.finalize();
  await collected;
  return Buffer.concat(chunks);
}

async function addFolder(archive: ReturnType<typeof pack>, from: string, to: string): Promise<void> {
  const names = (await readdir(from)).sort();
  for (const name of names) {
    const path = join(from, name);
    const entry = posix.join(to, name);
    const facts = await lstat(path);
    if (facts.isDirectory()) {
      archive.entry({ name: entry, type: "directory", mode: 0o755 });
      await addFolder(archive, path, entry);
    } else if (facts.isSymbolicLink()) {
      archive.entry({ name: entry, type: "symlink", linkname: await readlink(path) });
    } else if (facts.isFile()) {
      const mode = (facts.mode & 0o111) === 0 ? 0o644 : 0o755;
      const into = archive.entry({ name: entry, size: facts.size, mode });
      await pipeline(createReadStream(path), into);
    }
  }
}
