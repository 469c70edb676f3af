import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PlainFile } from "./types";

/** Writes the files below a folder that is ours. */
export async function layOut(folder: string, files: readonly PlainFile[]): Promise<void> {
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
