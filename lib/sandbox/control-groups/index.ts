import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { limits } from "../limits";
import type { Entry } from "../process-numbers";
import { findHierarchies, type Hierarchies } from "./hierarchies";

/** Processes whose sum the kernel limits, to the last grandchild. */
export interface ControlGroup {
  /** What a program is started with so that it is in the group before its first instruction. */
  entry: Entry;
  /** Which limit was hit, as the kernel counted. */
  exceeded(): "memory" | "processes" | null;
  /** Ends whoever is still inside and removes the group. */
  close(): Promise<void>;
}

/** Makes groups; null where this process may not. */
export type MakeControlGroup = () => ControlGroup;

const enterScript = 'while [ "$1" != -- ]; do echo 0 > "$1" || exit 125; shift; done; shift; exec "$@"';
let made = 0;

/** Finds out by doing it: makes a group, starts a program in it and removes it again. */
export function findControlGroups(): MakeControlGroup | null {
  try {
    const hierarchies = findHierarchies(
      readFileSync("/proc/self/mountinfo", "utf8"),
      readFileSync("/proc/self/cgroup", "utf8"),
    );
    if (hierarchies === null) return null;
    const group = makeGroup(hierarchies);
    const { program, args } = group.entry;
    const { status } = spawnSync(program, [...args, "/bin/true"], { stdio: "ignore", timeout: 5_000 });
    removeFolders(group.folders);
    return status === 0 ? () => makeGroup(hierarchies) : null;
  } catch {
    return null;
  }
}

function makeGroup({ version, memory, processes }: Hierarchies): ControlGroup & { folders: string[] } {
  made += 1;
  const name = `regreen-${process.pid}-${made}`;
  const inMemory = join(memory, name);
  const inProcesses = join(processes, name);
  const folders = [...new Set([inMemory, inProcesses])];
  for (const folder of folders) mkdirSync(folder);
  try {
    writeFileSync(join(inProcesses, "pids.max"), String(limits.processesMax));
    const bytes = String(limits.memoryBytesMax);
    if (version === 1) {
      writeFileSync(join(inMemory, "memory.limit_in_bytes"), bytes);
      writeWherePresent(join(inMemory, "memory.memsw.limit_in_bytes"), bytes);
    } else {
      writeFileSync(join(inMemory, "memory.max"), bytes);
      writeWherePresent(join(inMemory, "memory.swap.max"), "0");
      writeWherePresent(join(inMemory, "memory.oom.group"), "1");
    }
  } catch (error) {
    removeFolders(folders);
    throw error;
  }
  const doors = folders.map((folder) => join(folder, "cgroup.procs"));
  return {
    folders,
    entry: { program: "/bin/sh", args: ["-c", enterScript, "sh", ...doors, "--"] },
    exceeded() {
      const killed = version === 1 ? "memory.oom_control" : "memory.events";
      if (count(join(inMemory, killed), "oom_kill") > 0) return "memory";
      if (count(join(inProcesses, "pids.events"), "max") > 0) return "processes";
      return null;
    },
    async close() {
      // The kernel takes a moment to bury the last process; a folder with a living one cannot be removed.
      for (let tries = 0; tries < 100 && !removeFolders(folders); tries += 1) {
        for (const door of doors) killAll(door);
        await delay(10);
      }
    },
  };
}

/** Swap is not accounted in every kernel. */
function writeWherePresent(file: string, value: string): void {
  try {
    writeFileSync(file, value, { flag: "r+" });
  } catch {
    // Not in this kernel.
  }
}

function count(file: string, name: string): number {
  try {
    const line = readFileSync(file, "utf8")
      .split("\n")
      .find((each) => each.startsWith(`${name} `));
    return Number(line?.split(" ")[1] ?? 0);
  } catch {
    return 0;
  }
}

function removeFolders(folders: readonly string[]): boolean {
  let removed = true;
  for (const folder of folders) {
    try {
      rmdirSync(folder);
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) removed = false;
    }
  }
  return removed;
}

function killAll(door: string): void {
  try {
    for (const pid of readFileSync(door, "utf8").split("\n").filter(Boolean))
      process.kill(Number(pid), "SIGKILL");
  } catch {
    // The folder or the process is gone already.
  }
}
