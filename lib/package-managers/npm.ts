import { join } from "node:path";
import { packagesPlace } from "./installed-places";
import { npmPackages, readNpmLock, writesAddresses } from "./npm-lock";
import { npmrcOf } from "./npmrc";
import { withAddressesOf } from "./registry-addresses";
import { startingNothing } from "./starting-nothing";
import { manifestsOf, readPlainFile } from "./tree-files";
import type { PackageManager, PlainFile, Step, Work } from "./types";

const lockFile = "package-lock.json";
const quiet = ["--ignore-scripts", "--no-fund", "--loglevel=error"] as const;

/** https://docs.npmjs.com/cli/using-npm/config: the environment stands before every file. */
function environment(registryUrl: string): Record<string, string> {
  return {
    npm_config_registry: registryUrl,
    // Whatever registry wrote the lock file: the hashes in it say what may come.
    npm_config_replace_registry_host: "always",
    npm_config_cache: "/tmp/npm",
    npm_config_update_notifier: "false",
    npm_config_fetch_retries: "1",
    npm_config_fetch_retry_mintimeout: "200",
  };
}

function npmStep(registryUrl: string, ...args: readonly string[]): Step {
  return { command: ["npm", ...args], environment: environment(registryUrl), reachesRegistry: true };
}

const shrinkwrap = "npm-shrinkwrap.json";

/** https://docs.npmjs.com/cli/configuring-npm/npm-shrinkwrap-json: where both are there, npm reads this one. */
async function handsOver(treeDirectory: string): Promise<string | null> {
  return (await readPlainFile(treeDirectory, shrinkwrap)) === null
    ? null
    : `npm reads ${shrinkwrap} in place of ${lockFile}.`;
}

function formOf(lockText: string): string | null {
  return /"lockfileVersion": *(\d)/.exec(lockText)?.[1] ?? null;
}

/** Manifests and lock file, and what keeps the lock file in the form that it has. */
async function lockWork(treeDirectory: string): Promise<{ files: PlainFile[]; keepForm: string[] }> {
  const lockText = (await readPlainFile(treeDirectory, lockFile)) ?? "";
  const manifests = await manifestsOf(treeDirectory, "package.json");
  const version = formOf(lockText);
  return {
    files: [...manifests, ...(await npmrcOf(treeDirectory)), { path: lockFile, text: lockText }],
    keepForm: [
      ...(version === null ? [] : [`--lockfile-version=${version}`]),
      ...(writesAddresses(lockText) ? [] : ["--omit-lockfile-registry-resolved"]),
    ],
  };
}

const lockFileAlone = { handsOver, formOf, packagesIn: npmPackages, restore: withAddressesOf };

export const npm: PackageManager = {
  title: "npm",
  language: "JavaScript",
  registry: "npm",
  lockFile,
  probe: ["npm", "--version"],
  refuses: () => null,
  async read(treeDirectory) {
    const [manifest, lockText] = await Promise.all(
      ["package.json", lockFile].map((name) => readPlainFile(treeDirectory, name)),
    );
    if (!manifest || !lockText) return { kind: "absent" };
    const lock = readNpmLock(lockText);
    if (lock.kind === "refused") return lock;
    const files: PlainFile[] = [
      { path: "package.json", text: manifest },
      ...(await npmrcOf(treeDirectory)),
      { path: lockFile, text: lockText },
    ];
    for (const workspace of lock.workspaces) {
      const path = join(workspace, "package.json");
      const text = await readPlainFile(treeDirectory, path);
      if (text === null)
        return { kind: "refused", reason: `The workspace ${workspace} has no package.json.` };
      files.push({ path, text });
    }
    return {
      kind: "read",
      packages: lock.packages,
      places: [".", ...lock.workspaces].map(packagesPlace),
      caution: null,
      install: (registryUrl) =>
        startingNothing({ files, steps: [npmStep(registryUrl, "ci", ...quiet, "--no-audit")] }),
    };
  },
  update: {
    ...lockFileAlone,
    symptom: /\bEUSAGE\b/,
    async work(treeDirectory, registryUrl): Promise<Work> {
      const { files, keepForm } = await lockWork(treeDirectory);
      const args = ["install", "--package-lock-only", ...quiet, "--no-audit", ...keepForm];
      return startingNothing({ files, steps: [npmStep(registryUrl, ...args)] });
    },
  },
  audit: {
    ...lockFileAlone,
    symptom: /\bvulnerabilit(?:y|ies)\b/,
    /** Never `--force`: that leaves the ranges of the manifests. */
    async work(treeDirectory, registryUrl): Promise<Work> {
      const { files, keepForm } = await lockWork(treeDirectory);
      const args = ["audit", "fix", "--package-lock-only", ...quiet, ...keepForm];
      return startingNothing({ files, steps: [npmStep(registryUrl, ...args)] });
    },
    async check(treeDirectory, registryUrl, level): Promise<Work> {
      const { files } = await lockWork(treeDirectory);
      const args = ["audit", "--package-lock-only", "--loglevel=error"];
      const weight = level === null ? [] : [`--audit-level=${level}`];
      return startingNothing({ files, steps: [npmStep(registryUrl, ...args, ...weight)] });
    },
  },
};
