import { readdir } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { runProgram } from "../../shell";
import { readTreeFile } from "../../tree-files";
import type { AgentTask } from "../../types";
import { findTool } from "../find-tool";
import { readCiConfiguration } from "./ci-configuration";
import { decideTool, type Tool, type ToolDecision, wishesFor } from "./decide-tool";
import type { NamedTool } from "./named-tool";
import { isManifest, manifestFolders, readManifest } from "./read-manifest";

export type PermitTool = (tool: Tool) => Promise<ToolDecision>;

const versionSeconds = 30;
const foldersMax = 100;

/** Decides for each tool whether it may run on these files of the tree. No program is started that the repository does not name. */
export async function openPermits(task: AgentTask, files: readonly string[]): Promise<PermitTool> {
  const names = await namesOf(task, files);
  return async (tool) => {
    const wishes = wishesFor(tool, names);
    if (wishes.length === 0) return decideTool(tool, wishes, null);
    const program = await findTool(task, tool.program);
    if (program === null) return decideTool(tool, wishes, null);
    const own = !program.startsWith("/");
    const asked = !own && wishes.some(({ version }) => version !== null);
    const version = asked ? await versionOf(task, tool, program) : null;
    return decideTool(tool, wishes, { program, own, version });
  };
}

async function versionOf(task: AgentTask, tool: Tool, program: string): Promise<string> {
  const command = tool.version ?? ([program, "--version"] as const);
  const result = await runProgram(task.run, command, { timeoutSeconds: versionSeconds });
  return result.exitCode === 0 ? result.standardOutput : "";
}

/** What the manifests beside and above the failing files name, and CI's configuration of the base commit. */
async function namesOf(task: AgentTask, files: readonly string[]): Promise<NamedTool[]> {
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
