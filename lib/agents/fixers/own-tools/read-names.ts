import { readdir } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { readTreeFile } from "../../tree-files";
import type { AgentTask } from "../../types";
import { readCiConfiguration } from "./ci-configuration";
import type { NamedTool } from "./named-tool";
import { isManifest, manifestFolders, readManifest } from "./read-manifest";

const foldersMax = 100;

/** What the manifests beside and above the failing files name, and CI's configuration of the base commit. */
export async function readNames(task: AgentTask, files: readonly string[]): Promise<NamedTool[]> {
  const names: NamedTool[] = [];
  for (const folder of foldersAbove(files))
    for (const below of manifestFolders)
      for (const name of await filesIn(join(task.treeDirectory, folder, below))) {
        const manifest = posix.join(below, name);
        if (!isManifest(manifest)) continue;
        const path = posix.join(folder, manifest);
        const text = await readTreeFile(task.treeDirectory, path).catch(() => null);
        if (text !== null) names.push(...readManifest(manifest, text, path));
      }
  for (const { path, text } of await task.ciConfiguration()) names.push(...namesInCi(path, text));
  return names;
}

function foldersAbove(files: readonly string[]): string[] {
  const folders = new Set([""]);
  for (const file of files)
    for (let folder = dirname(file); folder !== "." && folder !== "/"; folder = dirname(folder))
      if (folders.size < foldersMax) folders.add(folder);
  return [...folders].sort();
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

function namesInCi(path: string, text: string): NamedTool[] {
  try {
    return readCiConfiguration(text, path);
  } catch {
    return [];
  }
}
