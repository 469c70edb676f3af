import { readdirSync, readFileSync, type StatsFs, statfsSync } from "node:fs";
import { lstat, opendir, statfs } from "node:fs/promises";
import { join } from "node:path";
import { limits } from "./limits";
import type { SandboxEnd } from "./types";

type Exceeded = NonNullable<SandboxEnd["exceeded"]>;

const lookEveryMs = 250;
/** Of memory, as the kernel counts it in `/proc/PID/stat`; true of every Linux that Node runs on by default. */
const pageBytes = 4_096;

/** How many times the allowance may be gone from the disk before nobody asks any more who took it. */
const unseenFactor = 4;

interface Watched {
  /** The process that everything inside descends from. */
  rootPid: number;
  treeDirectory: string;
  /** Whether the kernel counts memory and processes itself. */
  countedByKernel: boolean;
  /** Called once, with the limit that was passed. */
  onExceeded: (what: Exceeded) => void;
}

/**
 * Looks a few times a second at what the kernel does not limit by itself: bytes and files in the tree always, memory and
 * processes where there is no control group. Answers how to stop looking.
 */
export function watchLimits({ rootPid, treeDirectory, countedByKernel, onExceeded }: Watched): () => void {
  const disk = watchDisk(treeDirectory, Date.now());
  // Other systems have no such folder, and no back end but the plain process.
  const byFamily = !countedByKernel && process.platform === "linux";
  let stopped = false;
  let looking = false;
  async function look(): Promise<void> {
    looking = true;
    const what = (byFamily ? exceededByFamily(rootPid) : null) ?? (await disk().catch(() => null));
    looking = false;
    if (what === null || stopped) return;
    stop();
    onExceeded(what);
  }
  const timer = setInterval(() => {
    if (!looking) void look();
  }, lookEveryMs);
  timer.unref();
  function stop(): void {
    stopped = true;
    clearInterval(timer);
  }
  return stop;
}

/** Sums up a process and everything that descends from it. */
function exceededByFamily(rootPid: number): Exceeded | null {
  const children = new Map<number, { pid: number; pages: number }[]>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const facts = readStat(entry);
    if (facts === null) continue;
    children.set(facts.parent, [
      ...(children.get(facts.parent) ?? []),
      { pid: Number(entry), pages: facts.pages },
    ]);
  }
  let processes = 0;
  let pages = 0;
  for (const queue = [rootPid]; queue.length > 0; ) {
    for (const child of children.get(queue.pop() ?? 0) ?? []) {
      processes += 1;
      pages += child.pages;
      queue.push(child.pid);
    }
  }
  if (processes > limits.processesMax) return "processes";
  return pages * pageBytes > limits.memoryBytesMax ? "memory" : null;
}

/** Fields 4 and 24 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html; the name before them may hold anything. */
function readStat(pid: string): { parent: number; pages: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "latin1");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    return { parent: Number(fields[1]), pages: Number(fields[21]) };
  } catch {
    return null;
  }
}

/**
 * Free space is cheap to ask, and only where it has shrunk the tree is walked, because others write to the same disk. What
 * was written is told by the time of change, which no program can set. A file that is open but removed is seen by no walk:
 * where far more is gone than allowed, that is enough.
 */
function watchDisk(tree: string, startedMs: number): () => Promise<Exceeded | null> {
  const atStart = freeOf(statfsSync(tree));
  let before = atStart;
  return async () => {
    const free = freeOf(await statfs(tree));
    if (atStart.bytes - free.bytes > unseenFactor * limits.treeGrowthBytesMax) return "disk";
    const gone = { bytes: before.bytes - free.bytes, files: before.files - free.files };
    if (gone.bytes <= limits.treeGrowthBytesMax && gone.files <= limits.treeGrowthFilesMax) return null;
    const written = await writtenSince(tree, startedMs);
    if (written.bytes > limits.treeGrowthBytesMax || written.files > limits.treeGrowthFilesMax) return "disk";
    // Somebody else's: from here on only what follows counts.
    before = free;
    return null;
  };
}

function freeOf({ bavail, bsize, ffree }: StatsFs): { bytes: number; files: number } {
  return { bytes: bavail * bsize, files: ffree };
}

async function writtenSince(folder: string, startedMs: number): Promise<{ bytes: number; files: number }> {
  const sum = { bytes: 0, files: 0 };
  for (const folders = [folder]; folders.length > 0; ) {
    const path = folders.pop() ?? folder;
    for await (const entry of await opendir(path)) {
      const facts = await lstat(join(path, entry.name)).catch(() => null);
      if (facts === null) continue;
      if (entry.isDirectory()) folders.push(join(path, entry.name));
      if (facts.ctimeMs < startedMs) continue;
      sum.bytes += facts.blocks * 512;
      sum.files += 1;
      if (sum.files > limits.treeGrowthFilesMax) return sum;
    }
  }
  return sum;
}
