import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { processIdentity } from "./process-identity";

export interface FolderLock {
  release(): void;
}

/** Somebody else holds the folder; `pid` is the process to look at or to end. */
export class FolderInUseError extends Error {
  constructor(
    readonly folder: string,
    readonly pid: number,
    user: string,
  ) {
    super(
      `${user} is already running on ${folder}, as process ${pid}. ` +
        "Stop that process, or choose another folder with REGREEN_DATA_DIR.",
    );
    this.name = "FolderInUseError";
  }
}

/**
 * Takes a folder for this process until `release` or its death. A lock left by a dead process does not count, even
 * where its number is in use again.
 *
 * @param user who works on the folder, in the words of the message the second one reads
 * @throws FolderInUseError where a living process holds it
 */
export function lockFolder(folder: string, user: string): FolderLock {
  const lock = join(folder, "lock");
  const draft = join(folder, `lock.${process.pid}`);
  const content = JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) });
  writeDraft(folder, draft, content);
  try {
    for (;;) {
      if (tryLink(draft, lock)) return { release: () => releaseIfOurs(lock, content) };
      const holder = readLock(lock);
      if (holder === null) continue;
      if (processIdentity(holder.pid) === holder.identity)
        throw new FolderInUseError(folder, holder.pid, user);
      removeStale(lock, holder.content);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

function writeDraft(folder: string, draft: string, content: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, content);
  } catch (error) {
    throw new Error(
      `The folder ${folder} cannot be written (${(error as Error).message}). ` +
        "Give it to this user, or choose another one with REGREEN_DATA_DIR.",
    );
  }
}

/** link(2) creates the name and its content in one step, so no reader sees a lock without its holder. */
function tryLink(draft: string, lock: string): boolean {
  try {
    linkSync(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function readLock(lock: string): { pid: number; identity: string | null; content: string } | null {
  try {
    const content = readFileSync(lock, "utf8");
    const { pid, identity } = JSON.parse(content) as { pid: number; identity: string | null };
    return { pid, identity, content };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new Error(
      `${lock} cannot be read (${(error as Error).message}). Delete it if Regreen does not run there.`,
    );
  }
}

/**
 * Two processes may find the same dead holder. The slower one must not throw away the lock the faster one has just
 * taken: it moves the file aside, looks at what it got, and puts it back if that was not the dead one's.
 */
function removeStale(lock: string, expected: string): void {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    renameSync(lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  if (readFileSync(aside, "utf8") !== expected) tryLink(aside, lock);
  rmSync(aside, { force: true });
}

function releaseIfOurs(lock: string, content: string): void {
  if (readLock(lock)?.content === content) rmSync(lock, { force: true });
}
