import { posix } from "node:path";
import { packagesPlace } from "./installed-places";
import { withAddressesOf, withRegistry } from "./registry-addresses";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile } from "./tree-files";
import type { PackageManager, Step } from "./types";
import { readClassicLock } from "./yarn-classic-lock";

const lockFile = "yarn.lock";

/** https://classic.yarnpkg.com/en/docs/cli/install */
function yarnStep(registryUrl: string, ...args: readonly string[]): Step {
  return {
    command: [
      ...(["yarn", "install", "--ignore-scripts", "--no-default-rc"] as const),
      ...args,
      ...["--non-interactive", "--no-progress", "--cache-folder", "/tmp/yarn", "--registry", registryUrl],
    ],
    // The release that a setting of the tree names would be run instead, and the version that a manifest names be asked for.
    environment: { YARN_IGNORE_PATH: "1", SKIP_YARN_COREPACK_CHECK: "1" },
    reachesRegistry: true,
  };
}

/** Null where the lock file is not there or of a later Yarn. */
async function lockTextOf(treeDirectory: string): Promise<string | null> {
  const text = await readPlainFile(treeDirectory, lockFile);
  return text === null || /^__metadata:/m.test(text) ? null : text;
}

export const yarnClassic: PackageManager = {
  title: "Yarn 1",
  language: "JavaScript",
  registry: "npm",
  lockFile,
  probe: ["yarn", "--version"],
  refuses: (version) =>
    version.startsWith("1.") ? null : `this lock file is of Yarn 1, and the yarn here is ${version}`,
  async read(treeDirectory) {
    const lockText = await lockTextOf(treeDirectory);
    if (lockText === null) return { kind: "absent" };
    const packages = readClassicLock(lockText);
    if (!packages.every(({ sealed, fromRegistry }) => sealed && fromRegistry))
      return {
        kind: "refused",
        reason: "The lock file has a package without an integrity hash or of no registry.",
      };
    const manifests = await manifestsOf(treeDirectory, "package.json");
    return {
      kind: "read",
      packages: packages.length,
      places: manifests.map(({ path }) => packagesPlace(posix.dirname(path))),
      caution: null,
      install: (registryUrl) =>
        startingNothing({
          files: [...manifests, { path: lockFile, text: withRegistry(lockText, registryUrl) }],
          steps: [yarnStep(registryUrl, "--frozen-lockfile")],
        }),
    };
  },
  update: {
    handsOver: async () => null,
    packagesIn: readClassicLock,
    formOf: () => "1",
    symptom: /Your lockfile needs to be updated/,
    async work(treeDirectory, registryUrl) {
      const lockText = (await lockTextOf(treeDirectory)) ?? "";
      const manifests = await manifestsOf(treeDirectory, "package.json");
      return startingNothing({
        files: [...manifests, { path: lockFile, text: withRegistry(lockText, registryUrl) }],
        steps: [yarnStep(registryUrl)],
      });
    },
    restore: withAddressesOf,
  },
  // Yarn 1 tells weaknesses and repairs none.
  audit: null,
};
