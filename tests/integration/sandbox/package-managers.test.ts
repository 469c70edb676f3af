import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { packageManagers } from "@/lib/package-managers";
import { chooseSandbox } from "@/lib/sandbox";
import { installPackages } from "@/lib/sandbox/dependencies/install-packages";
import { runWork } from "@/lib/sandbox/dependencies/run-work";
import { withMounts } from "@/lib/sandbox/dependencies/with-mounts";
import { startNpmRegistry } from "../../support/registry/npm-registry";
import { scratchTree } from "../../support/registry/scratch-tree";
import { startRegistry } from "../../support/registry/start-registry";
import { toolFolderOf } from "../../support/registry/tool-folder";

const searchPath = process.env.PATH ?? "";
const here = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath });

let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
/** Where the repository's own settings lead; nobody may ever ask here. */
let elsewhere: Awaited<ReturnType<typeof startRegistry>>;
beforeAll(async () => {
  registry = await startNpmRegistry([
    {
      name: "sum",
      version: "1.0.0",
      files: { "index.js": "module.exports = (a, b) => a + b;\n" },
      scripts: { postinstall: "touch /tmp/ran ../../ran" },
    },
    {
      name: "@acme/twice",
      version: "2.0.0",
      files: { "index.js": "module.exports = (a) => require('sum')(a, a);\n" },
      dependencies: { sum: "^1.0.0" },
    },
  ]);
  elsewhere = await startRegistry(() => (_, response) => response.writeHead(500).end());
});
afterAll(async () => {
  await registry.close();
  await elsewhere.close();
});

const scratch = scratchTree();
const { write } = scratch;
beforeEach(() => {
  registry.asked.length = 0;
});

function sandboxWith(toolPath: readonly string[]) {
  const found = chooseSandbox({ wanted: "bubblewrap", toolPath, searchPath });
  if (!found.found) throw new Error(found.reason);
  return found.sandbox;
}

const signal = new AbortController().signal;

function prepare(toolPath: readonly string[], npm: string | null = registry.url) {
  return installPackages({
    sandbox: sandboxWith(toolPath),
    treeDirectory: scratch.path("tree"),
    cacheDirectory: scratch.path("kept"),
    registries: { npm, python: null },
    signal,
  });
}

const locks = new Map<string, string>();

/** The lock file as the manager itself writes it for the hostile tree, whose own is an empty one. */
async function lock(title: string, toolPath: readonly string[]): Promise<string> {
  const written = locks.get(title) ?? (await writeLock(title, toolPath));
  locks.set(title, written);
  return written;
}

async function writeLock(title: string, toolPath: readonly string[]) {
  const { end, folder, manager, update } = await updateLock(title, toolPath);
  expect(end).toMatchObject({ exitCode: 0, failure: null });
  return update.restore(readFileSync(join(folder, manager.lockFile), "utf8"), "");
}

async function updateLock(title: string, toolPath: readonly string[]) {
  const manager = packageManagers.find((one) => one.title === title);
  const update = manager?.update;
  if (!manager || !update) throw new Error(`${title} updates no lock file.`);
  const folder = mkdtempSync(scratch.path("lock-"));
  const end = await runWork({
    sandbox: sandboxWith(toolPath),
    folder,
    registry: manager.registry,
    registryUrl: registry.url,
    work: (url) => update.work(scratch.path("tree"), url),
    signal,
  });
  return { end, folder, manager, update };
}

const managers = [
  { title: "pnpm", lockFile: "pnpm-lock.yaml", empty: "lockfileVersion: '9.0'\n" },
  { title: "Yarn 1", lockFile: "yarn.lock", empty: "# yarn lockfile v1\n" },
  { title: "Yarn", lockFile: "yarn.lock", empty: "__metadata:\n  version: 8\n  cacheKey: 10c0\n" },
] as const;

describe.runIf(here.found).each(managers)("packages of $title", ({ title, lockFile, empty }) => {
  let tools: string;
  beforeAll(() => {
    tools = toolFolderOf(title);
    writeFileSync(join(tools, "git"), "#!/bin/sh\ntouch git-ran\nexit 1\n", { mode: 0o755 });
  });
  afterAll(() => rmSync(tools, { recursive: true }));

  /** A repository whose settings point elsewhere, with a token, a hook, and a release of its own. */
  function writeHostileTree(): void {
    write("package.json", {
      name: "shop",
      version: "1.0.0",
      private: true,
      packageManager: "pnpm@1.0.0",
      workspaces: ["packages/*"],
      dependencies: { sum: "1.0.0" },
      scripts: { postinstall: "touch ran", preinstall: "touch ran" },
    });
    write("packages/till/package.json", {
      name: "till",
      version: "1.0.0",
      dependencies: { "@acme/twice": "^2.0.0" },
    });
    write("packages/till/index.js", "console.log(require('@acme/twice')(4));\n");
    write("index.js", "console.log(require('sum')(1, 2));\n");
    const bad = elsewhere.origin;
    write(
      ".npmrc",
      `registry=${bad}\n@acme:registry=${bad}\n//127.0.0.1/:_authToken=secret-token\n_auth=c2VjcmV0\n`,
    );
    write(
      "pnpm-workspace.yaml",
      `packages: ["packages/*"]\nregistry: ${bad}\nregistries: { "@acme": "${bad}" }\n`,
    );
    write(".pnpmfile.cjs", "require('node:fs').writeFileSync('/tmp/ran', ''); module.exports = {};\n");
    write(".yarnrc", `registry "${bad}"\nyarn-path "./release.js"\n`);
    write(
      ".yarnrc.yml",
      `nodeLinker: node-modules\nyarnPath: ./release.js\nnpmRegistryServer: "${bad}"\nnpmAuthToken: secret-token\nnpmScopes: { acme: { npmRegistryServer: "${bad}" } }\nplugins: [./release.js]\n`,
    );
    write("release.js", "process.exit(9);\n");
    write(lockFile, empty);
  }

  it("are installed from the lock file without scripts, hooks or settings of the tree, once, for workspaces too", async () => {
    writeHostileTree();
    const fresh = await lock(title, [tools]);
    expect(fresh).not.toMatch(/127\.0\.0\.1|localhost/);
    write(lockFile, fresh);
    const installed = await prepare([tools]);
    expect(installed).toMatchObject({ kind: "ready", reason: expect.stringContaining(lockFile) });
    if (installed.kind !== "ready") return;
    const made = readdirSync(scratch.path("kept"), { recursive: true }).map(String);
    expect(made.filter((path) => basename(path) === "ran")).toEqual([]);
    const sandbox = withMounts(sandboxWith([]), installed.mounts);
    const { standardOutput, standardError } = await sandbox.run({
      command: [
        "/bin/sh",
        "-c",
        "node index.js; node packages/till/index.js; ls -d ran /tmp/ran 2>/dev/null",
      ],
      treeDirectory: scratch.path("tree"),
      timeoutSeconds: 20,
    });
    expect({ standardOutput, standardError }).toEqual({ standardOutput: "3\n8\n", standardError: "" });
    expect(elsewhere.asked).toEqual([]);
    expect(registry.asked.every(({ headers }) => headers.authorization === undefined)).toBe(true);
    expect(await prepare([tools], null)).toMatchObject({
      kind: "ready",
      reason: expect.stringContaining("kept from an earlier run"),
    });
  });

  it("are not installed where the lock file is not up to date, and the manager's own words say so", async () => {
    writeHostileTree();
    const fresh = await lock(title, [tools]);
    write(lockFile, fresh);
    write("package.json", {
      name: "shop",
      version: "1.0.0",
      private: true,
      workspaces: ["packages/*"],
      dependencies: { sum: "1.0.0", "@acme/twice": "2.0.0" },
    });
    expect(await prepare([tools])).toEqual({
      kind: "none",
      reason: expect.stringMatching(/OUTDATED_LOCKFILE|frozen|immutable|YN0028|needs to be updated/i),
    });
  });

  it("start no other program where the registry is in reach, not even git for an address", async () => {
    write("package.json", { name: "shop", dependencies: { fork: "git+https://127.0.0.1:9/fork.git" } });
    write(lockFile, empty);
    const { end, folder } = await updateLock(title, [tools]);
    expect(end.exitCode).toBe(1);
    expect(end.said).toMatch(/git/);
    expect(existsSync(join(folder, "git-ran"))).toBe(false);
  });

  it("are not installed where the program is not on this machine, and the reason names it", async () => {
    writeHostileTree();
    write(lockFile, await lock(title, [tools]));
    expect(await prepare([])).toEqual({
      kind: "none",
      reason: expect.stringContaining(
        `--version\` does not run on this machine, so ${title} installs nothing`,
      ),
    });
  });
});
