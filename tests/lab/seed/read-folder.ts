import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { FileChange } from "../git/commit-files";

/** All files below a folder as changes that add them. */
export async function readTree(folder: string): Promise<FileChange[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(
    files.map(async (entry) => {
      const file = join(entry.parentPath, entry.name);
      const { mode } = await stat(file);
      return {
        path: file.slice(folder.length + 1),
        content: await readFile(file),
        executable: (mode & 0o100) !== 0,
      };
    }),
  );
}

export async function subfolders(folder: string): Promise<string[]> {
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Reads a description and says which file is wrong, and how. */
export async function readDescription<Schema extends z.ZodType>(
  file: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const parsed = schema.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!parsed.success)
    throw new Error(`${file} is not a valid description:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
