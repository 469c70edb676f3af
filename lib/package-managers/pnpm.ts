import { posix } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { packagesPlace } from "./installed-places";
import { readYaml } from "./read-yaml";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile, staysInside } from "./tree-files";
import type { PackageManager, PlainFile, Step } from "./types";

const lockFile = "pnpm-lock.yaml";
const workspaceFile = "pnpm-workspace.yaml";

const Lock = z.object({
  importers: z.record(z.string(), z.unknown()).optional(),
  packages: z
    .record(z.string(), z.object({ resolution: z.object({ integrity: z.string().optional() }).optional() }))
    .optional(),
});

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
] as const;

function pnpmStep(registryUrl: string): Step {
  return {
    command: [
      ...(["pnpm", "install", "--frozen-lockfile", "--ignore-scripts", "--ignore-pnpmfile"] as const),
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
  const [manifests, settings] = await Promise.all([
    manifestsOf(treeDirectory, "package.json"),
    workspaceSettings(treeDirectory),
  ]);
  return [...manifests, ...settings, { path: lockFile, text: lockText }];
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
    const lock = readYaml(lockText, Lock);
    if (lock === null) return { kind: "refused", reason: `The ${lockFile} could not be read.` };
    const packages = Object.values(lock.packages ?? {});
    if (packages.some(({ resolution }) => resolution?.integrity === undefined))
      return { kind: "refused", reason: "The lock file has a package without an integrity hash." };
    const folders = Object.keys(lock.importers ?? { ".": null }).map((folder) => posix.normalize(folder));
    if (!folders.every(staysInside))
      return { kind: "refused", reason: "The lock file names a workspace outside of the repository." };
    const files = await filesOf(treeDirectory, lockText);
    return {
      kind: "read",
      packages: packages.length,
      places: folders.map(packagesPlace),
      caution: null,
      install: (registryUrl) => startingNothing({ files, steps: [pnpmStep(registryUrl)] }),
    };
  },
};
