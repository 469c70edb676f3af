import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { processCommand, processIdentity } from "../process-identity";

const stopFastMs = 15_000;
const stopImmediateMs = 10_000;

/**
 * What `postmaster.pid` says, line by line
 * (https://www.postgresql.org/docs/18/storage-file-layout.html, src/include/utils/pidfile.h).
 */
export function readPostmaster(cluster: string): { pid: number; ready: boolean } | null {
  try {
    const lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
    const pid = Number(lines[0]);
    return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === "ready" } : null;
  } catch {
    return null;
  }
}

/**
 * Leaves the cluster without a server, so that the next one can start. To be called only by who holds the folder's lock:
 * a server that still runs then has lost its launcher and is stopped cleanly. A note about a dead server is PostgreSQL's
 * to judge, except where its number now belongs to another program: PostgreSQL would take that for a server.
 */
export async function clearPostmaster(cluster: string): Promise<"none" | "stopped" | "stale"> {
  const postmaster = readPostmaster(cluster);
  if (postmaster === null) return "none";
  const command = processCommand(postmaster.pid);
  if (command === null) return "none";
  if (!command.includes("postgres") || !command.includes(cluster)) {
    rmSync(join(cluster, "postmaster.pid"), { force: true });
    return "stale";
  }
  await stopPostmaster(postmaster.pid);
  return "stopped";
}

/** Fast shutdown (SIGINT), then immediate (SIGQUIT), whose damage the next start recovers from the log. */
export async function stopPostmaster(pid: number): Promise<void> {
  const identity = processIdentity(pid);
  if (identity === null) return;
  const steps = [
    { signal: "SIGINT", waitMs: stopFastMs },
    { signal: "SIGQUIT", waitMs: stopImmediateMs },
  ] as const;
  for (const { signal, waitMs } of steps) {
    if (processIdentity(pid) !== identity) return;
    process.kill(pid, signal);
    if (await endedWithin(pid, identity, waitMs)) return;
  }
  throw new Error(
    `PostgreSQL (process ${pid}) does not stop. End it with \`kill -QUIT ${pid}\`, then start again.`,
  );
}

async function endedWithin(pid: number, identity: string, waitMs: number): Promise<boolean> {
  const deadline = Date.now() + waitMs;
  while (processIdentity(pid) === identity) {
    if (Date.now() > deadline) return false;
    await delay(20);
  }
  return true;
}
