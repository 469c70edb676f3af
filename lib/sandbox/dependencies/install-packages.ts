import { createHash } from "node:crypto";
import { lstat, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { packageManagers } from "@/lib/package-managers";
import { anyRegistry, shownCommands } from "@/lib/package-managers/shown-commands";
import {
  type PackageManager,
  type Place,
  type ReadTree,
  type Registries,
  registrySettings,
} from "@/lib/package-managers/types";
import type { Sandbox, SandboxMount } from "../types";
import { missingManager } from "./missing-manager";
import { runWork } from "./run-work";

export interface InstallInput {
  sandbox: Sandbox;
  /** The failing commit's tree; only its manifests and lock files are used. */
  treeDirectory: string;
  /** Where installed packages are kept, by what was installed; of one organization. */
  cacheDirectory: string;
  /** Base addresses of the registries that may be asked. */
  registries: Registries;
  signal: AbortSignal;
}

export type Installed =
  /** `reason` says what is there, or why nothing had to be done. */
  { kind: "ready"; mounts: readonly SandboxMount[]; reason: string } | { kind: "none"; reason: string };

type Read = Extract<ReadTree, { kind: "read" }>;

/** Of the kept folders; another one when they are laid out differently. */
const layout = "3";

/**
 * Installs what the lock files name, once per lock file, without running a script of any package, behind walls that let the
 * program reach the registry alone. What it made is mounted read-only where tests run, which reach nothing at all.
 */
export async function installPackages(input: InstallInput): Promise<Installed> {
  const outcomes: Installed[] = [];
  const languages = new Set<string>();
  for (const manager of packageManagers) {
    if (languages.has(manager.language)) continue;
    const read = await manager.read(input.treeDirectory);
    if (read.kind === "absent") continue;
    languages.add(manager.language);
    outcomes.push(await installWith(manager, read, input));
  }
  if (outcomes.length === 0) return { kind: "none", reason: await missingManager(input.treeDirectory) };
  const reason = outcomes.map((outcome) => outcome.reason).join(" ");
  const mounts = outcomes.flatMap((outcome) => (outcome.kind === "ready" ? outcome.mounts : []));
  // Of two languages one may be enough for the tests that failed.
  return outcomes.some(({ kind }) => kind === "ready")
    ? { kind: "ready", mounts, reason }
    : { kind: "none", reason };
}

async function installWith(
  manager: PackageManager,
  read: Exclude<ReadTree, { kind: "absent" }>,
  { sandbox, cacheDirectory, registries, signal }: InstallInput,
): Promise<Installed> {
  const { title, lockFile, registry } = manager;
  const none = (why: string): Installed => ({ kind: "none", reason: `${title}, ${lockFile}: ${why}` });
  if (read.kind === "refused") return none(read.reason);
  if (read.packages === 0) return { kind: "ready", mounts: [], reason: `The ${lockFile} names no package.` };
  if (!sandbox.isolates) return none("Packages are installed behind walls only, and this sandbox has none.");
  if (sandbox.id === "vercel-sandbox")
    return none("Packages were not installed: no command behind Vercel's sandboxes reaches a registry.");
  const version = await probe(sandbox, manager, cacheDirectory, signal);
  if (version.kind === "missing") return none(version.reason);

  const wanted = read.install(anyRegistry);
  const key = createHash("sha256")
    .update(JSON.stringify([layout, process.version, process.arch, version.words, wanted]))
    .digest("hex");
  const kept = join(cacheDirectory, key);
  const ready = async (how: string): Promise<Installed> => ({
    kind: "ready",
    mounts: await mountsOf(kept, read.places),
    reason: [`${countOf(read)} of ${lockFile}, ${how}.`, read.caution].filter(Boolean).join(" "),
  });
  if (await isFolder(kept)) return ready(`kept from an earlier run of \`${shownCommands(wanted)}\``);
  const registryUrl = registries[registry];
  if (registryUrl === null)
    return none(
      `Packages were not installed: the operator named no registry in ${registrySettings[registry]}.`,
    );
  const folder = await mkdtemp(join(cacheDirectory, "new-"));
  try {
    const { failure } = await runWork({ sandbox, folder, registry, registryUrl, work: read.install, signal });
    if (failure !== null) return none(`Packages could not be installed: ${failure}`);
    for (const place of read.places) {
      if (!(await isFolder(join(folder, place.path)))) continue;
      for (const name of place.scratch) await mkdir(join(folder, place.path, name), { recursive: true });
    }
    // Of two that install the same at once the second finds it done.
    await rename(folder, kept).catch(() => {});
    return await ready(`installed without their scripts by \`${shownCommands(wanted)}\``);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

type Probed = { kind: "here"; words: string } | { kind: "missing"; reason: string };

/** Whether the program is on this machine, as it is seen behind the walls. */
async function probe(
  sandbox: Sandbox,
  { probe: command, refuses, title }: PackageManager,
  cacheDirectory: string,
  signal: AbortSignal,
): Promise<Probed> {
  await mkdir(cacheDirectory, { recursive: true });
  const empty = await mkdtemp(join(cacheDirectory, "probe-"));
  try {
    const found = await sandbox.run({
      command,
      treeDirectory: empty,
      environment: { YARN_IGNORE_PATH: "1" },
      timeoutSeconds: 60,
      signal,
    });
    const words = found.standardOutput.trim();
    if (found.exitCode !== 0)
      return {
        kind: "missing",
        reason: `\`${command.join(" ")}\` does not run on this machine, so ${title} installs nothing here. Put it on REGREEN_TOOL_PATH.`,
      };
    const refusal = refuses(words);
    return refusal === null
      ? { kind: "here", words }
      : { kind: "missing", reason: `Packages were not installed: ${refusal}.` };
  } finally {
    await rm(empty, { recursive: true, force: true });
  }
}

function countOf({ packages }: Read): string {
  if (packages === null) return "The packages";
  return `${packages} package${packages === 1 ? "" : "s"}`;
}

async function mountsOf(kept: string, places: readonly Place[]): Promise<SandboxMount[]> {
  const mounts: SandboxMount[] = [];
  for (const { path, scratch, programs } of places) {
    const from = join(kept, path);
    if (await isFolder(from))
      mounts.push({ from, to: path, scratch, ...(programs !== null && { programs }) });
  }
  return mounts;
}

async function isFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() ?? false;
}
