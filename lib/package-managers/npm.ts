import { join } from "node:path";
import { packagesPlace } from "./installed-places";
import { readNpmLock } from "./npm-lock";
import { startingNothing } from "./starting-nothing";
import { readPlainFile } from "./tree-files";
import type { PackageManager, PlainFile, Step } from "./types";

const lockFile = "package-lock.json";

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

function ciStep(registryUrl: string): Step {
  return {
    command: ["npm", "ci", "--ignore-scripts", "--no-fund", "--loglevel=error", "--no-audit"],
    environment: environment(registryUrl),
    reachesRegistry: true,
  };
}

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
      install: (registryUrl) => startingNothing({ files, steps: [ciStep(registryUrl)] }),
    };
  },
};
