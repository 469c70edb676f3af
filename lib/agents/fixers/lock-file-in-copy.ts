import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { readPlainFile } from "@/lib/package-managers/tree-files";
import { errorLine } from "../error-line";
import { runProgram, secondsUntil } from "../shell";
import { writeTreeFile } from "../tree-files";
import type { AgentTask } from "../types";
import { managerWishes } from "./own-tools/decide-manager";
import type { Tool } from "./own-tools/decide-tool";
import type { NamedTool } from "./own-tools/named-tool";
import { permitTool } from "./own-tools/permit-tool";

const secondsMax = 240;

interface OfflineManager extends Tool {
  /** The lock file whose being there says that this manager is the repository's. */
  lockFile: string;
  args: readonly string[];
  /** What it writes beside the lock file. */
  also?: string;
  /** Where a lock file says in which form it is. */
  form?: RegExp;
}

/** Managers that need the code or a cache of their own. They reach nothing: what the cache lacks, they say. */
const offlineManagers: readonly OfflineManager[] = [
  {
    lockFile: "Cargo.lock",
    program: "cargo",
    named: ["toolchain:rust"],
    args: ["update", "--workspace", "--offline"],
    form: /^version = \d+/m,
  },
  {
    lockFile: "go.sum",
    program: "go",
    named: ["toolchain:go"],
    version: ["go", "version"],
    args: ["mod", "tidy"],
    also: "go.mod",
  },
  {
    lockFile: "uv.lock",
    program: "uv",
    named: ["tool:uv", "pypi:uv"],
    args: ["lock", "--offline"],
    form: /^version = \d+/m,
  },
  {
    lockFile: "poetry.lock",
    program: "poetry",
    named: ["tool:poetry", "pypi:poetry"],
    args: ["lock", "--no-interaction"],
    form: /^lock-version = "[\d.]+"/m,
  },
  {
    lockFile: "Gemfile.lock",
    program: "bundle",
    named: ["tool:bundle", "gem:bundler"],
    args: ["lock", "--local"],
  },
  {
    lockFile: "composer.lock",
    program: "composer",
    named: ["tool:composer"],
    args: ["update", "--lock", "--no-scripts", "--no-plugins", "--no-interaction"],
  },
];

/** Lets a manager work in a copy of the tree, of which the lock file alone comes back. Null where no such lock file is there. */
export async function updateInCopy(task: AgentTask, names: readonly NamedTool[]): Promise<string | null> {
  for (const manager of offlineManagers) {
    const before = await readPlainFile(task.treeDirectory, manager.lockFile);
    if (before === null) continue;
    const permitted = await permitTool(task, manager, managerWishes(manager, manager.lockFile, names));
    if (permitted.kind !== "run") return permitted.reason;
    const copy = join(task.scratchDirectory, "lock-tree");
    try {
      await cp(task.treeDirectory, copy, { recursive: true, verbatimSymlinks: true });
      return await update(task, manager, permitted.program, copy, before);
    } finally {
      await rm(copy, { recursive: true, force: true });
    }
  }
  return null;
}

async function update(
  task: AgentTask,
  { lockFile, program, args, also, form }: OfflineManager,
  found: string,
  copy: string,
  before: string,
): Promise<string> {
  task.say(`${program} ${args.join(" ")}`);
  const result = await runProgram(task.run, [found, ...args], {
    treeDirectory: copy,
    timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
  });
  if (result.timedOut) return `${program} did not end in time.`;
  if (result.exitCode !== 0) {
    const said = result.standardError.trim() || result.standardOutput.trim();
    return `${program} could not bring ${lockFile} up to date: ${errorLine(said)}`;
  }
  const after = await readPlainFile(copy, lockFile);
  if (after === null) return `${program} left no ${lockFile}.`;
  if (form && form.exec(after)?.[0] !== form.exec(before)?.[0])
    return `${lockFile} was left as it is: the ${program} on this machine would write it in another form.`;
  for (const file of [lockFile, ...(also === undefined ? [] : [also])]) {
    const text = await readPlainFile(copy, file);
    if (text !== null && text !== (await readPlainFile(task.treeDirectory, file)))
      await writeTreeFile(task.treeDirectory, file, text);
  }
  return `${program} brought ${lockFile} up to date.`;
}
