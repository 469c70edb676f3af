import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

/** Folders of one attempt: the tree as CI saw it, the tree that the agent works in, and scratch space. */
export interface AttemptFolders {
  before: string;
  after: string;
  scratch: string;
}

/** Gives `work` fresh folders, and removes them whatever happens: nothing of one attempt is left for the next. */
export async function withAttemptFolders<T>(
  workDirectory: string,
  work: (folders: AttemptFolders) => Promise<T>,
): Promise<T> {
  await mkdir(workDirectory, { recursive: true });
  const root = await mkdtemp(join(workDirectory, "attempt-"));
  const folders = { before: join(root, "before"), after: join(root, "tree"), scratch: join(root, "scratch") };
  try {
    await mkdir(folders.before);
    await mkdir(folders.scratch);
    return await work(folders);
  } finally {
    await rm(root, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Copies the exported tree for the agent. Modes and links are kept. */
export async function copyTree(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true, verbatimSymlinks: true, preserveTimestamps: false });
}
