import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** One value over the paths and contents of all plain files, to tell whether a tool changed anything. */
export async function fingerprintFiles(directory: string): Promise<string> {
  const hash = createHash("sha256");
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files)
    hash
      .update(file)
      .update("\0")
      .update(await readFile(file))
      .update("\0");
  return hash.digest("hex");
}

/** Paths of everything below a folder that is no folder, links unfollowed. */
export async function listFiles(directory: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  return new Set(
    entries.filter((entry) => !entry.isDirectory()).map((entry) => join(entry.parentPath, entry.name)),
  );
}

/** Build output and caches: a tool that repairs files makes none that are worth a commit. */
export async function removeNewFiles(directory: string, present: ReadonlySet<string>): Promise<void> {
  for (const file of await listFiles(directory)) if (!present.has(file)) await rm(file, { force: true });
}
