import { lstat, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { StoredPatch } from "@/lib/domain/stored-patch";

/**
 * Makes the tree of the repaired commit out of a copy of the failing one: what will be pushed, without whatever else the agent
 * left beside it.
 *
 * @throws where a folder on the way is a link
 */
export async function writeRepaired(treeDirectory: string, patch: StoredPatch): Promise<void> {
  for (const file of patch.files) {
    const path = join(treeDirectory, file.path);
    await refuseLinks(treeDirectory, dirname(file.path));
    await rm(path, { recursive: true, force: true });
    if (file.contentBase64 === null) continue;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, Buffer.from(file.contentBase64, "base64"), {
      flag: "wx",
      mode: file.mode === "100755" ? 0o755 : 0o644,
    });
  }
}

async function refuseLinks(root: string, folder: string): Promise<void> {
  let path = root;
  for (const name of folder.split("/").filter((part) => part !== ".")) {
    path = join(path, name);
    const facts = await lstat(path).catch(() => null);
    if (facts === null) return;
    if (!facts.isDirectory()) throw new Error(`${folder} is not a folder of the repository.`);
  }
}
