import { posix } from "node:path";
import { z } from "zod";
import { packagesPlace } from "./installed-places";
import { readYaml } from "./read-yaml";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile, staysInside } from "./tree-files";
import type { PackageManager, Step } from "./types";

const lockFile = "yarn.lock";

const Entry = z.object({
  resolution: z.string().optional(),
  checksum: z.string().optional(),
  conditions: z.string().optional(),
});
const Lock = z.record(z.string(), Entry);
const Settings = z.object({ nodeLinker: z.string().optional() });

/** https://yarnpkg.com/configuration/yarnrc: the environment stands before every file, and no file of the tree is there. */
function yarnStep(registryUrl: string): Step {
  return {
    command: ["yarn", "install", "--immutable", "--mode=skip-build"],
    environment: {
      YARN_NPM_REGISTRY_SERVER: registryUrl.replace(/\/$/, ""),
      YARN_UNSAFE_HTTP_WHITELIST: new URL(registryUrl).hostname,
      YARN_NODE_LINKER: "node-modules",
      // Of others' packages; the repository's own are left out by `--mode=skip-build`.
      YARN_ENABLE_SCRIPTS: "false",
      YARN_ENABLE_GLOBAL_CACHE: "false",
      YARN_CACHE_FOLDER: "/tmp/yarn",
      YARN_GLOBAL_FOLDER: "/tmp/yarn-home",
      YARN_ENABLE_TELEMETRY: "false",
      YARN_ENABLE_PROGRESS_BARS: "false",
      YARN_HTTP_RETRY: "1",
      // The release that a setting of the tree names would be run instead.
      YARN_IGNORE_PATH: "1",
    },
    reachesRegistry: true,
  };
}

/** Null where the lock file is not there or of Yarn 1. */
async function lockTextOf(treeDirectory: string): Promise<string | null> {
  const text = await readPlainFile(treeDirectory, lockFile);
  return text !== null && /^__metadata:/m.test(text) ? text : null;
}

export const yarnBerry: PackageManager = {
  title: "Yarn",
  language: "JavaScript",
  registry: "npm",
  lockFile,
  probe: ["yarn", "--version"],
  refuses: (version) =>
    version.startsWith("1.") ? `this lock file is of Yarn 2 or later, and the yarn here is ${version}` : null,
  async read(treeDirectory) {
    const lockText = await lockTextOf(treeDirectory);
    if (lockText === null) return { kind: "absent" };
    const settings = readYaml((await readPlainFile(treeDirectory, ".yarnrc.yml")) ?? "", Settings);
    if (settings?.nodeLinker !== "node-modules")
      return {
        kind: "refused",
        reason: "Yarn's Plug'n'Play loads packages from archives, and only `node_modules` is prepared here.",
      };
    const lock = readYaml(lockText, Lock);
    if (lock === null) return { kind: "refused", reason: `The ${lockFile} could not be read.` };
    const entries = Object.entries(lock).flatMap(([name, entry]) => (name === "__metadata" ? [] : [entry]));
    const folders = entries.flatMap(({ resolution }) => resolution?.split("@workspace:")[1] ?? []);
    if (!folders.every(staysInside))
      return { kind: "refused", reason: "The lock file names a workspace outside of the repository." };
    const packages = entries.filter(({ resolution }) => !resolution?.includes("@workspace:"));
    // What is for other systems alone is never fetched here, and has no hash.
    if (packages.some(({ checksum, conditions }) => checksum === undefined && conditions === undefined))
      return { kind: "refused", reason: "The lock file has a package without a checksum." };
    const manifests = await manifestsOf(treeDirectory, "package.json");
    return {
      kind: "read",
      packages: packages.length,
      places: folders.map((folder) => packagesPlace(posix.normalize(folder))),
      caution: null,
      install: (registryUrl) =>
        startingNothing({
          files: [...manifests, { path: lockFile, text: lockText }],
          steps: [yarnStep(registryUrl)],
        }),
    };
  },
};
