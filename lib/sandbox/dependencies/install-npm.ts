import { createHash } from "node:crypto";
import { lstat, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Sandbox, SandboxMount } from "../types";
import { readNpmLock, readPlainFile } from "./npm-lock";
import { notPrepared } from "./other-managers";
import { openRegistryDoor } from "./registry-door";

export interface InstallInput {
  sandbox: Sandbox;
  /** The failing commit's tree; only its manifest and lock file are used. */
  treeDirectory: string;
  /** Where installed packages are kept, by what was installed; of one organization. */
  cacheDirectory: string;
  /** Base address of the one registry that may be asked; null where the operator named none. */
  registryUrl: string | null;
  signal: AbortSignal;
}

export type Installed =
  /** `reason` says what is there, or why nothing had to be done. */
  { kind: "ready"; mounts: readonly SandboxMount[]; reason: string } | { kind: "none"; reason: string };

const timeoutSeconds = 300;
const manifests = ["package.json", "package-lock.json"] as const;
/** Of the kept folders; another one when they are laid out differently. */
const layout = "2";
/** Folders inside `node_modules` that tools write to while they run; each gets one in memory. */
const scratchNames = [".cache", ".vite", ".vite-temp"] as const;

/**
 * Installs what a lock file names, once per lock file, without running a script of any package, behind walls that let it
 * reach the registry alone. What it made is mounted read-only where tests run, which reach nothing at all.
 */
export async function installNpm(input: InstallInput): Promise<Installed> {
  const { sandbox, treeDirectory, cacheDirectory, registryUrl } = input;
  const [manifest, lockText] = await Promise.all(manifests.map((name) => readPlainFile(treeDirectory, name)));
  if (!manifest || !lockText) return { kind: "none", reason: await notPrepared(treeDirectory) };
  const lock = readNpmLock(lockText);
  if (lock.kind === "refused") return { kind: "none", reason: lock.reason };
  if (lock.packages === 0) return { kind: "ready", mounts: [], reason: "The lock file names no package." };
  if (!sandbox.isolates)
    return { kind: "none", reason: "Packages are installed behind walls only, and this sandbox has none." };

  const given: [path: string, text: string][] = [
    ["package.json", manifest],
    ["package-lock.json", lockText],
  ];
  for (const workspace of lock.workspaces) {
    const path = join(workspace, "package.json");
    const text = await readPlainFile(treeDirectory, path);
    if (text === null) return { kind: "none", reason: `The workspace ${workspace} has no package.json.` };
    given.push([path, text]);
  }
  const key = createHash("sha256")
    .update([layout, process.version, process.arch, ...given.flat()].join("\0"))
    .digest("hex");
  const kept = join(cacheDirectory, key);
  const count = `${lock.packages} package${lock.packages === 1 ? "" : "s"} of the lock file`;
  if (await isFolder(kept))
    return {
      kind: "ready",
      mounts: await mountsOf(kept, lock.workspaces),
      reason: `${count}, kept from an earlier run.`,
    };
  if (registryUrl === null)
    return {
      kind: "none",
      reason: "Packages were not installed: the operator named no registry in REGREEN_NPM_REGISTRY.",
    };
  await mkdir(cacheDirectory, { recursive: true });
  const folder = await mkdtemp(join(cacheDirectory, "new-"));
  try {
    for (const [path, text] of given) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const failure = await install(sandbox, folder, registryUrl, input.signal);
    if (failure !== null) return { kind: "none", reason: `Packages could not be installed: ${failure}` };
    for (const place of placesOf(lock.workspaces)) {
      if (!(await isFolder(join(folder, place)))) continue;
      for (const name of scratchNames) await mkdir(join(folder, place, name), { recursive: true });
    }
    // Of two that install the same at once the second finds it done.
    await rename(folder, kept).catch(() => {});
    return {
      kind: "ready",
      mounts: await mountsOf(kept, lock.workspaces),
      reason: `${count}, installed without their scripts.`,
    };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Null where it went well, else what npm said. */
async function install(
  sandbox: Sandbox,
  folder: string,
  registryUrl: string,
  signal: AbortSignal,
): Promise<string | null> {
  const door = await openRegistryDoor(registryUrl);
  try {
    const result = await sandbox.run({
      command: ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      treeDirectory: folder,
      environment: {
        npm_config_registry: `http://127.0.0.1:${door.port}/`,
        // Whatever registry wrote the lock file: the hashes in it say what may come.
        npm_config_replace_registry_host: "always",
        npm_config_cache: "/tmp/npm",
        npm_config_update_notifier: "false",
        npm_config_fetch_retries: "1",
        npm_config_fetch_retry_mintimeout: "200",
      },
      modelEndpoint: { port: door.port },
      timeoutSeconds,
      signal,
    });
    if (result.exitCode === 0) return null;
    if (result.timedOut) return `npm did not end in ${timeoutSeconds} s.`;
    return result.standardError.trim().split("\n")[0]?.slice(0, 200) ?? "npm failed without a word.";
  } finally {
    await door.close();
  }
}

/** Where npm puts packages: at the root, and in a workspace what it alone needs. */
function placesOf(workspaces: readonly string[]): string[] {
  return ["node_modules", ...workspaces.map((workspace) => join(workspace, "node_modules"))];
}

async function mountsOf(kept: string, workspaces: readonly string[]): Promise<SandboxMount[]> {
  const mounts: SandboxMount[] = [];
  for (const place of placesOf(workspaces)) {
    const from = join(kept, place);
    if (await isFolder(from)) mounts.push({ from, to: place, scratch: scratchNames });
  }
  return mounts;
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() ?? false;
}
