import { posix } from "node:path";
import { stringify } from "yaml";
import { z } from "zod";
import { packagesPlace } from "./installed-places";
import { readYaml } from "./read-yaml";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile, staysInside } from "./tree-files";
import type { PackageManager, PlainFile, Step } from "./types";
import { readBerryLock } from "./yarn-berry-lock";

const lockFile = "yarn.lock";

const settingsFile = ".yarnrc.yml";
const Settings = z.record(z.string(), z.unknown());

/** What of the settings the lock file was made from. No registry, no plug-in, no release, no place. */
const settingsKept = [
  "compressionLevel",
  "packageExtensions",
  "supportedArchitectures",
  "npmMinimalAgeGate",
  "npmPreapprovedPackages",
] as const;

/** https://yarnpkg.com/configuration/yarnrc: the environment stands before every file. */
function yarnStep(registryUrl: string, args: readonly string[]): Step {
  return {
    command: ["yarn", "install", ...args],
    environment: {
      YARN_NPM_REGISTRY_SERVER: registryUrl.replace(/\/$/, ""),
      YARN_UNSAFE_HTTP_WHITELIST: new URL(registryUrl).hostname,
      YARN_NODE_LINKER: "node-modules",
      // Of others' packages; the repository's own are left out by (`--mode=skip-build`).
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

async function settingsOf(treeDirectory: string): Promise<Record<string, unknown>> {
  return readYaml((await readPlainFile(treeDirectory, settingsFile)) ?? "", Settings) ?? {};
}

async function filesOf(treeDirectory: string, lockText: string): Promise<PlainFile[]> {
  const given = await settingsOf(treeDirectory);
  const kept = settingsKept.flatMap((name) => (name in given ? [[name, given[name]]] : []));
  return [
    ...(await manifestsOf(treeDirectory, "package.json")),
    ...(kept.length === 0 ? [] : [{ path: settingsFile, text: stringify(Object.fromEntries(kept)) }]),
    { path: lockFile, text: lockText },
  ];
}

/** https://yarnpkg.com/protocol/exec and https://yarnpkg.com/protocol/patch: made by code of the tree, or of its files. */
function ownProtocol(line: string): boolean {
  return line.includes("@exec:") || (line.includes("@patch:") && !line.includes("builtin<"));
}

/** As it is read: `\u0065xec:` is a way to write it. */
function plain(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

async function handsOver(treeDirectory: string): Promise<string | null> {
  if ((await readPlainFile(treeDirectory, ".pnp.cjs")) !== null)
    return "The repository keeps a .pnp.cjs that is made together with it.";
  const lockText = (await lockTextOf(treeDirectory)) ?? "";
  if (lockText.split("\n").some(ownProtocol)) return "Patches or programs of the repository shape it.";
  const files = await filesOf(treeDirectory, "");
  return files.some(({ text }) => /["' @]exec:/.test(plain(text)))
    ? "Programs of the repository shape it (`exec:`), and none is run where a registry is in reach."
    : null;
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
    const settings = await settingsOf(treeDirectory);
    if (settings.nodeLinker !== "node-modules")
      return {
        kind: "refused",
        reason: "Yarn's Plug'n'Play loads packages from archives, and only `node_modules` is prepared here.",
      };
    const { packages, folders } = readBerryLock(lockText);
    if (!folders.every(staysInside))
      return { kind: "refused", reason: "The lock file names a workspace outside of the repository." };
    if (!packages.every(({ sealed }) => sealed))
      return { kind: "refused", reason: "The lock file has a package without a checksum." };
    const files = await filesOf(treeDirectory, lockText);
    return {
      kind: "read",
      packages: packages.length,
      places: folders.map((folder) => packagesPlace(posix.normalize(folder))),
      caution: null,
      install: (registryUrl) =>
        startingNothing({ files, steps: [yarnStep(registryUrl, ["--immutable", "--mode=skip-build"])] }),
    };
  },
  update: {
    handsOver,
    packagesIn: (lockText) => readBerryLock(lockText).packages,
    formOf: (lockText) => /^__metadata:\r?\n(?: {2}.*\r?\n)+/m.exec(lockText)?.[0] ?? null,
    // A newer Yarn says so too where it would write another form, and then that it has migrated the project (YN0087).
    symptom: /^(?!.*\bYN0087\b).*\bYN0028\b/s,
    async work(treeDirectory, registryUrl) {
      const lockText = (await lockTextOf(treeDirectory)) ?? "";
      return startingNothing({
        files: await filesOf(treeDirectory, lockText),
        steps: [yarnStep(registryUrl, ["--no-immutable", "--mode=update-lockfile"])],
      });
    },
    // It writes no address of the registry that it asked.
    restore: (lockText) => lockText,
  },
  // Yarn tells weaknesses and repairs none.
  audit: null,
};
