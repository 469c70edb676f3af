import { createHash } from "node:crypto";
import { copyFile, lstat, mkdir, mkdtemp, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Sandbox, SandboxMount } from "../types";
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
/** Folders inside `node_modules` that tools write to while they run; each gets one in memory. */
const scratchNames = [".cache", ".vite", ".vite-temp"] as const;

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      link: z.boolean().optional(),
      inBundle: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

/**
 * Installs what a lock file names, once per lock file, without running a script of any package, behind walls that let it
 * reach the registry alone. What it made is mounted read-only where tests run, which reach nothing at all.
 */
export async function installNpm(input: InstallInput): Promise<Installed> {
  const { sandbox, treeDirectory, cacheDirectory, registryUrl } = input;
  const texts = await Promise.all(manifests.map((name) => readPlainFile(join(treeDirectory, name))));
  const [manifest, lockText] = texts;
  if (!manifest || !lockText)
    return {
      kind: "none",
      reason: "The repository has no package-lock.json from which packages could be installed.",
    };
  const lock = Lock.safeParse(parseJson(lockText));
  if (!lock.success) return { kind: "none", reason: "The package-lock.json could not be read." };
  const packages = Object.entries(lock.data.packages).filter(([path]) => path !== "");
  if (packages.length === 0) return { kind: "ready", mounts: [], reason: "The lock file names no package." };
  if (packages.some(([, { link }]) => link === true))
    return { kind: "none", reason: "Workspaces are not installed here; only single packages are." };
  if (packages.some(([, { integrity, inBundle }]) => integrity === undefined && inBundle !== true))
    return { kind: "none", reason: "The lock file has a package without an integrity hash." };
  if (!sandbox.isolates)
    return { kind: "none", reason: "Packages are installed behind walls only, and this sandbox has none." };

  const key = createHash("sha256")
    .update([process.version, process.arch, ...texts].join("\0"))
    .digest("hex");
  const kept = join(cacheDirectory, key);
  const mounts = [{ from: kept, to: "node_modules", scratch: scratchNames }];
  const count = `${packages.length} package${packages.length === 1 ? "" : "s"} of the lock file`;
  if (await isFolder(kept)) return { kind: "ready", mounts, reason: `${count}, kept from an earlier run.` };
  if (registryUrl === null)
    return {
      kind: "none",
      reason: "Packages were not installed: the operator named no registry in REGREEN_NPM_REGISTRY.",
    };
  await mkdir(cacheDirectory, { recursive: true });
  const folder = await mkdtemp(join(cacheDirectory, "new-"));
  try {
    for (const name of manifests) await copyFile(join(treeDirectory, name), join(folder, name));
    const failure = await install(sandbox, folder, registryUrl, input.signal);
    if (failure !== null) return { kind: "none", reason: `Packages could not be installed: ${failure}` };
    const made = join(folder, "node_modules");
    for (const name of scratchNames) await mkdir(join(made, name), { recursive: true });
    // Of two that install the same at once the second finds it done.
    await rename(made, kept).catch(() => {});
    return { kind: "ready", mounts, reason: `${count}, installed without their scripts.` };
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Null for a link as well: the tree's author chose where it leads. */
async function readPlainFile(path: string): Promise<string | null> {
  const facts = await lstat(path).catch(() => null);
  return facts?.isFile() ? readFile(path, "utf8") : null;
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() ?? false;
}
