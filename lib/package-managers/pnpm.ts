import { posix } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { packagesPlace } from "./installed-places";
import { npmrcOf } from "./npmrc";
import { readPnpmLock } from "./pnpm-lock";
import { readYaml } from "./read-yaml";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile, staysInside } from "./tree-files";
import type { PackageManager, PlainFile, Step } from "./types";

const lockFile = "pnpm-lock.yaml";
const workspaceFile = "pnpm-workspace.yaml";

/** What of the workspace's settings the lock file was made from. No registry, no hook, no place, no program. */
const settingsKept = [
  "packages",
  "catalog",
  "catalogs",
  "overrides",
  "packageExtensions",
  "ignoredOptionalDependencies",
  "autoInstallPeers",
  "excludeLinksFromLockfile",
  "dedupePeerDependents",
  "injectWorkspacePackages",
  "linkWorkspacePackages",
  "nodeLinker",
  "hoistPattern",
  "publicHoistPattern",
  "shamefullyHoist",
  "minimumReleaseAge",
  "minimumReleaseAgeExclude",
] as const;

function pnpmStep(registryUrl: string, ...args: readonly string[]): Step {
  return {
    command: [
      ...(["pnpm", "install", "--ignore-scripts", "--ignore-pnpmfile"] as const),
      ...args,
      ...["--store-dir=/tmp/pnpm", "--package-import-method=copy", "--reporter=append-only"],
      ...[`--registry=${registryUrl}`, "--fetch-retries=1", "--fetch-retry-mintimeout=200"],
    ],
    // The version that a manifest asks for would be fetched and run; the operator's is.
    environment: {
      npm_config_manage_package_manager_versions: "false",
      npm_config_package_manager_strict: "false",
      pnpm_config_pm_on_fail: "ignore",
      XDG_CACHE_HOME: "/tmp/cache",
    },
    reachesRegistry: true,
  };
}

/** The workspace's settings without those that would decide where packages come from or what is run. */
async function workspaceSettings(treeDirectory: string): Promise<PlainFile[]> {
  const text = await readPlainFile(treeDirectory, workspaceFile);
  const given = text === null ? null : readYaml(text, z.record(z.string(), z.unknown()));
  if (given === null) return [];
  const kept = settingsKept.flatMap((name) => (name in given ? [[name, given[name]]] : []));
  return kept.length === 0 ? [] : [{ path: workspaceFile, text: stringify(Object.fromEntries(kept)) }];
}

async function filesOf(treeDirectory: string, lockText: string): Promise<PlainFile[]> {
  const [manifests, settings, npmrc] = await Promise.all([
    manifestsOf(treeDirectory, "package.json"),
    workspaceSettings(treeDirectory),
    npmrcOf(treeDirectory),
  ]);
  return [...manifests, ...settings, ...npmrc, { path: lockFile, text: lockText }];
}

/** https://pnpm.io/pnpmfile: hooks are code of the tree, and none runs where a registry is in reach. */
async function handsOver(treeDirectory: string): Promise<string | null> {
  const lockText = (await readPlainFile(treeDirectory, lockFile)) ?? "";
  for (const hooks of [".pnpmfile.cjs", ".pnpmfile.mjs"])
    if ((await readPlainFile(treeDirectory, hooks)) !== null)
      return `The hooks in ${hooks} shape it, and no code of the repository is run where a registry is in reach.`;
  return /^(?:pnpmfileChecksum|patchedDependencies):/m.test(lockText)
    ? "Hooks or patches of the repository shape it."
    : null;
}

export const pnpm: PackageManager = {
  title: "pnpm",
  language: "JavaScript",
  registry: "npm",
  lockFile,
  probe: ["pnpm", "--version"],
  refuses: () => null,
  async read(treeDirectory) {
    const lockText = await readPlainFile(treeDirectory, lockFile);
    if (lockText === null) return { kind: "absent" };
    const lock = readPnpmLock(lockText);
    if (lock === null) return { kind: "refused", reason: `The ${lockFile} could not be read.` };
    if (!lock.packages.every(({ sealed }) => sealed))
      return { kind: "refused", reason: "The lock file has a package without an integrity hash." };
    const folders = lock.folders.map((folder) => posix.normalize(folder));
    if (!folders.every(staysInside))
      return { kind: "refused", reason: "The lock file names a workspace outside of the repository." };
    const files = await filesOf(treeDirectory, lockText);
    return {
      kind: "read",
      packages: lock.packages.length,
      places: folders.map(packagesPlace),
      caution: null,
      install: (registryUrl) =>
        startingNothing({ files, steps: [pnpmStep(registryUrl, "--frozen-lockfile")] }),
    };
  },
  update: {
    handsOver,
    packagesIn: (lockText) => readPnpmLock(lockText)?.packages ?? null,
    formOf: (lockText) => /^lockfileVersion: *'?([\d.]+)/m.exec(lockText)?.[1] ?? null,
    symptom: /\bERR_PNPM_OUTDATED_LOCKFILE\b/,
    async work(treeDirectory, registryUrl) {
      const lockText = (await readPlainFile(treeDirectory, lockFile)) ?? "";
      return startingNothing({
        files: await filesOf(treeDirectory, lockText),
        steps: [pnpmStep(registryUrl, "--lockfile-only", "--no-frozen-lockfile")],
      });
    },
    // It writes no address of the registry that it asked.
    restore: (lockText) => lockText,
  },
  // Its own `audit --fix` writes overrides into the manifest, which is more than the lock file.
  audit: null,
};
