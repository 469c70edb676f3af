import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixers } from "@/lib/agents/fixers";
import type { Brief } from "@/lib/domain/brief";
import { chooseSandbox } from "@/lib/sandbox";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";
import { startNpmRegistry } from "../../support/registry/npm-registry";
import { startRegistry } from "../../support/registry/start-registry";
import { toolFolderOf } from "../../support/registry/tool-folder";

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });

let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
/** Where the repository's own settings lead; nobody may ever ask here. */
let elsewhere: Awaited<ReturnType<typeof startRegistry>>;
const tools = { pnpm: toolFolderOf("pnpm"), "Yarn 1": toolFolderOf("Yarn 1"), Yarn: toolFolderOf("Yarn") };
/** Whoever runs this is seen by the registry. */
const tells = `const url = process.env.YARN_NPM_REGISTRY_SERVER ?? process.env.npm_config_registry;
require("node:http").get(url + "/ran-by-" + process.env.npm_config_user_agent);
`;
beforeAll(async () => {
  elsewhere = await startRegistry(() => (_, response) => response.writeHead(500).end());
  registry = await startNpmRegistry(
    [
      { name: "sum", version: "1.0.0" },
      { name: "sum", version: "1.0.1" },
      { name: "till", version: "2.0.0" },
      { name: "choosy", version: "1.0.0", peerDependencies: { sum: "^9.0.0" } },
      { name: "leaky", version: "1.0.0" },
      { name: "leaky", version: "2.0.0" },
      {
        name: "carrier",
        version: "1.0.0",
        dependencies: { gen: "exec:./gen.js" },
        files: { "gen.js": tells },
      },
      { name: "fetcher", version: "1.0.0", dependencies: { far: `${elsewhere.origin}/far.tgz` } },
    ],
    [
      { name: "sum", vulnerable: "<1.0.1", severity: "high" },
      { name: "leaky", vulnerable: "<2.0.0", severity: "moderate" },
    ],
  );
});
afterAll(async () => {
  await registry.close();
  await elsewhere.close();
  for (const folder of Object.values(tools)) rmSync(folder, { recursive: true });
});

function briefOf(category: Brief["category"], command: string, log: string): Brief {
  return briefWith({
    category,
    log_tail: log,
    steps: [{ job: "test", step: command, command, exit_code: 1 }],
    reproduction: [{ command, focused_command: null, runner: null, tests: [] }],
  });
}

/** Settings of a repository that lead elsewhere, with a token in them. */
const hostile = () => ({
  ".npmrc": `legacy-peer-deps = true\nregistry=${elsewhere.origin}\nscript-shell=./release.js\n//127.0.0.1/:_authToken=secret-token\n`,
  ".yarnrc.yml": `nodeLinker: node-modules\nyarnPath: ./release.js\nnpmRegistryServer: "${elsewhere.origin}"\n`,
  ".yarnrc": `registry "${elsewhere.origin}"\nyarn-path "./release.js"\n`,
  "release.js": "process.exit(9);\n",
});

const manifest = (dependencies: Record<string, string>) =>
  `${JSON.stringify({ name: "shop", version: "1.0.0", dependencies, scripts: { preinstall: "exit 9" } }, null, 2)}\n`;

const usual = "https://packages.example.com/";

function npmLock(locked: Record<string, string>, wanted: Record<string, string>, addresses = true): string {
  const packages = Object.entries(locked).map(([name, version]) => [
    `node_modules/${name}`,
    {
      version,
      ...(addresses && { resolved: `${usual}${name}/-/${name}-${version}.tgz` }),
      integrity: registry.integrity(name, version),
    },
  ]);
  const root = { name: "shop", version: "1.0.0" };
  return `${JSON.stringify({ ...root, lockfileVersion: 3, requires: true, packages: { "": { ...root, dependencies: wanted }, ...Object.fromEntries(packages) } }, null, 2)}\n`;
}

const outOfDate = briefOf(
  "dependency",
  "npm ci",
  "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync.",
);

describe.runIf(walls.found)("a lock file that fell behind", () => {
  it.each([
    ["with addresses", true],
    ["without addresses", false],
  ])(
    "of npm, %s, is brought up to date in the form that it had, and nothing else is changed",
    async (_, addresses) => {
      const files = {
        ...hostile(),
        "package.json": manifest({ sum: "1.0.0", choosy: "1.0.0", till: "^2.0.0" }),
        "package-lock.json": npmLock({ sum: "1.0.0" }, { sum: "1.0.0" }, addresses),
      };
      const { report, patch, gate, scratchLeft } = await letWork(fixers, files, outOfDate, 1, {
        registries: { npm: registry.url },
      });
      expect(report).toMatchObject({
        kind: "edited",
        notes: expect.stringContaining("npm install --package-lock-only"),
      });
      expect(patch.files.map(({ path }) => path)).toEqual(["package-lock.json"]);
      const lines = changes(patch).join("\n");
      expect(lines).toContain(registry.integrity("till", "2.0.0"));
      expect(lines.includes(`"resolved": "${usual}till/-/till-2.0.0.tgz"`)).toBe(addresses);
      expect(lines).not.toContain("127.0.0.1");
      expect(gate).toMatchObject({
        verdict: "allowed",
        findings: [{ rule: "protected-paths", severity: "warn", path: "package-lock.json" }],
      });
      expect(scratchLeft).toBe(0);
      expect(elsewhere.asked).toEqual([]);
      expect(registry.asked.some(({ headers }) => headers.authorization !== undefined)).toBe(false);
    },
  );

  it.each([
    ["pnpm", "pnpm-lock.yaml", "lockfileVersion: '9.0'\n", "ERR_PNPM_OUTDATED_LOCKFILE"],
    ["Yarn 1", "yarn.lock", "# yarn lockfile v1\n", "Your lockfile needs to be updated, --frozen-lockfile"],
    [
      "Yarn",
      "yarn.lock",
      "__metadata:\n  version: 10\n  cacheKey: 10c0\n",
      "YN0028: The lockfile would have been modified",
    ],
  ] as const)(
    "of %s is brought up to date by the operator's program, and nothing else is changed",
    async (title, lockFile, old, log) => {
      const files = { ...hostile(), "package.json": manifest({ till: "^2.0.0" }), [lockFile]: old };
      const { report, patch } = await letWork(fixers, files, briefOf("dependency", "install", log), 1, {
        toolPath: [tools[title]],
        registries: { npm: registry.url },
      });
      expect(report).toMatchObject({
        kind: "edited",
        notes: expect.stringContaining(`brought ${lockFile} up to date`),
      });
      expect(patch.files.map(({ path }) => path)).toEqual([lockFile]);
      expect(changes(patch).join("\n")).toContain("till");
      expect(elsewhere.asked).toEqual([]);
    },
  );

  it("is left alone where no registry is named, and the setting is", async () => {
    const files = { "package.json": manifest({ till: "2.0.0" }), "package-lock.json": npmLock({}, {}) };
    const { report, patch } = await letWork(fixers, files, outOfDate, 1);
    expect(patch.files).toEqual([]);
    expect(report.notes).toContain("REGREEN_NPM_REGISTRY");
  });

  it("is left alone where its manager is not on this machine, and the manager is named", async () => {
    const files = {
      "package.json": manifest({ till: "2.0.0" }),
      "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
    };
    const brief = briefOf("dependency", "pnpm install", "ERR_PNPM_OUTDATED_LOCKFILE");
    const { report, patch } = await letWork(fixers, files, brief, 1, {
      toolPath: [tools.Yarn],
      registries: { npm: registry.url },
    });
    expect(patch.files).toEqual([]);
    expect(report.notes).toContain("pnpm --version` does not run on this machine");
  });
});

describe.runIf(walls.found)("known weaknesses", () => {
  const audit = (command: string) =>
    briefOf("security", command, "1 high severity vulnerability GHSA-0000-0000-sum");

  const wanted = { sum: "^1.0.0", leaky: "^1.0.0" };
  const files = () => ({
    "package.json": manifest(wanted),
    "package-lock.json": npmLock({ sum: "1.0.0", leaky: "1.0.0" }, wanted),
  });
  const registries = () => ({ npm: registry.url });

  it("are repaired within the ranges of the manifest, as far as the failing step minds them", async () => {
    const brief = audit("npm audit --audit-level=high");
    const { report, patch, gate } = await letWork(fixers, files(), brief, 1, { registries: registries() });
    expect(report).toMatchObject({
      kind: "edited",
      notes: expect.stringMatching(/repaired what was known .*: changed sum 1\.0\.0 to 1\.0\.1\.$/),
    });
    expect(patch.files.map(({ path }) => path)).toEqual(["package-lock.json"]);
    expect(changes(patch)).toContain('+"version": "1.0.1",');
    expect(changes(patch).join("\n")).not.toContain("leaky-2.0.0");
    expect(gate.verdict).toBe("allowed");
    expect(registry.lines()).toContain("POST /mirror/-/npm/v1/security/advisories/bulk");
  });

  it("that only a new major version repairs stay, and the reason says so", async () => {
    const { report, patch } = await letWork(fixers, files(), audit("npm audit"), 1, {
      registries: registries(),
    });
    expect(patch.files).toEqual([]);
    expect(report).toMatchObject({
      kind: "no_change",
      notes: expect.stringContaining(
        "The ranges of the manifest permit no version without the weakness. 1 moderate severity vulnerability",
      ),
    });
  });
});

describe.runIf(walls.found)("where the registry is in reach", () => {
  it.each<[string, keyof typeof tools | "npm", Record<string, string>, RegExp]>([
    [
      "no git is started for an address in a manifest",
      "npm",
      {
        "package.json": manifest({ fork: "git+file:///tmp/fork.git" }),
        "package-lock.json": npmLock({}, {}),
      },
      /git is not started where a registry is in reach/,
    ],
    [
      "no address of a package leads elsewhere",
      "npm",
      { "package.json": manifest({ fetcher: "1.0.0" }), "package-lock.json": npmLock({}, {}) },
      /could not bring package-lock.json up to date: npm error code E404/,
    ],
    [
      "no hook of the repository runs",
      "pnpm",
      {
        "package.json": manifest({ till: "2.0.0" }),
        "pnpm-lock.yaml": "lockfileVersion: '9.0'\n",
        ".pnpmfile.cjs": tells,
      },
      /The hooks in .pnpmfile.cjs shape it/,
    ],
    [
      "no generator of a package runs",
      "Yarn",
      {
        "package.json": manifest({ carrier: "1.0.0" }),
        "yarn.lock": "__metadata:\n  version: 10\n  cacheKey: 10c0\n",
      },
      /only workspaces can depend on exec: packages/,
    ],
  ])("%s, by %s, and the lock file stays", async (_, title, files, reason) => {
    const brief = briefOf(
      "dependency",
      "install",
      "the lock file is not up to date: frozen-lockfile, npm ci",
    );
    const { report, patch, scratchLeft } = await letWork(fixers, files, brief, 1, {
      ...(title !== "npm" && { toolPath: [tools[title]] }),
      registries: { npm: registry.url },
    });
    expect(report.notes).toMatch(reason);
    expect(patch.files).toEqual([]);
    expect(registry.lines().filter((line) => line.includes("ran-by"))).toEqual([]);
    expect(elsewhere.asked).toEqual([]);
    expect(scratchLeft).toBe(0);
  });
});
