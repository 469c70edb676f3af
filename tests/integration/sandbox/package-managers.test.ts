import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
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

/** Flags of an installation that keeps to the lock file, and those that write it instead. */
const writesLock: Readonly<Record<string, readonly string[]>> = {
  pnpm: ["--lockfile-only", "--no-frozen-lockfile"],
  "Yarn 1": [],
  Yarn: ["--no-immutable", "--mode=update-lockfile"],
};

/** The lock file as the manager itself writes it for the tree. */
async function lock(title: string, toolPath: readonly string[]) {
  const manager = packageManagers.find((one) => one.title === title);
  const read = await manager?.read(scratch.path("tree"));
  if (!manager || read?.kind !== "read") throw new Error(`${title} reads no lock file here.`);
  const folder = mkdtempSync(scratch.path("lock-"));
  const failure = await runWork({
    sandbox: sandboxWith(toolPath),
    folder,
    registry: manager.registry,
    registryUrl: registry.url,
    work: (url) => {
      const { files, steps } = read.install(url);
      const write = ([program, ...args]: readonly [string, ...string[]]): [string, ...string[]] => [
        program,
        ...args.filter((arg) => !["--frozen-lockfile", "--immutable"].includes(arg)),
        ...(writesLock[title] ?? []),
      ];
      return { files, steps: steps.map((step) => ({ ...step, command: write(step.command) })) };
    },
    signal,
  });
  expect(failure).toBeNull();
  return readFileSync(join(folder, manager.lockFile), "utf8");
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
      `nodeLinker: node-modules\nyarnPath: ./release.js\nnpmRegistryServer: "${bad}"\nnpmAuthToken: secret-token\nnpmScopes: { acme: { npmRegistryServer: "${bad}" } }\n`,
    );
    write("release.js", "process.exit(9);\n");
    write(lockFile, empty);
  }

  it("are installed from the lock file without scripts, hooks or settings of the tree, once, for workspaces too", async () => {
    writeHostileTree();
    write(lockFile, await lock(title, [tools]));
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
