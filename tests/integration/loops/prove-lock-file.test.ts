import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Brief } from "@/lib/domain/brief";
import { proveLockFile } from "@/lib/loops/repair/prove-lock-file";
import { chooseSandbox } from "@/lib/sandbox";
import { briefWith } from "../../support/agents/brief";
import { storedPatchOf } from "../../support/patch/stored-patch-of";
import { startNpmRegistry } from "../../support/registry/npm-registry";
import { scratchTree } from "../../support/registry/scratch-tree";
import { toolFolderOf } from "../../support/registry/tool-folder";

let registry: Awaited<ReturnType<typeof startNpmRegistry>>;
const yarnFolder = toolFolderOf("Yarn 1");
const walls = chooseSandbox({
  wanted: "bubblewrap",
  toolPath: [yarnFolder],
  searchPath: process.env.PATH ?? "",
});
beforeAll(async () => {
  registry = await startNpmRegistry(
    [
      { name: "sum", version: "1.0.0" },
      { name: "sum", version: "1.0.1" },
    ],
    [{ name: "sum", vulnerable: "<1.0.1", severity: "high" }],
  );
});
afterAll(async () => {
  await registry.close();
  rmSync(yarnFolder, { recursive: true });
});
const scratch = scratchTree();

const own = { name: "shop", version: "1.0.0" };
const manifestOf = (range: string) => JSON.stringify({ ...own, dependencies: { sum: range } });

function npmLock(
  version: string,
  over: { range?: string; resolved?: string; integrity?: string | undefined } = {},
): string {
  const { range = version, ...rest } = over;
  const entry = { version, integrity: registry.integrity("sum", version), ...rest };
  const packages = { "": { ...own, dependencies: { sum: range } }, "node_modules/sum": entry };
  return JSON.stringify({ ...own, lockfileVersion: 3, requires: true, packages });
}

function yarnLock(version: string): string {
  return `# yarn lockfile v1\n\n\nsum@${version}:\n  version "${version}"\n  resolved "https://packages.example.com/sum/-/sum-${version}.tgz"\n  integrity ${registry.integrity("sum", version)}\n`;
}

async function prove(
  before: Record<string, string>,
  repaired: Record<string, string>,
  over: { brief?: Partial<Brief>; npm?: string | null } = {},
) {
  const root = mkdtempSync(scratch.path("proof-"));
  const folders = { before: join(root, "before"), after: join(root, "tree"), scratch: join(root, "scratch") };
  for (const folder of Object.values(folders)) mkdirSync(folder);
  for (const [path, text] of Object.entries(before)) writeFileSync(join(folders.before, path), text);
  if (!walls.found) throw new Error(walls.reason);
  return proveLockFile({
    sandbox: walls.sandbox,
    brief: briefWith({ category: "dependency", failing_tests: [], ...over.brief }),
    folders,
    patch: storedPatchOf(repaired),
    flaky: false,
    registries: { npm: over.npm === undefined ? registry.url : over.npm, python: null },
    signal: new AbortController().signal,
  });
}

const behind = () => ({ "package.json": manifestOf("1.0.1"), "package-lock.json": npmLock("1.0.0") });

describe.runIf(walls.found)("the proof of a repaired lock file", () => {
  it("sees npm refuse the one and take the other, and names its command", async () => {
    const proof = await prove(behind(), { "package-lock.json": npmLock("1.0.1") });
    expect(proof).toMatchObject({
      verdict: "proven",
      level: "step",
      reason: expect.stringContaining("EUSAGE"),
    });
    expect(proof?.runs).toMatchObject([
      { kind: "lock_file", exitCodeBefore: 1, exitCodeAfter: 0, passesAfter: 1 },
    ]);
    expect(proof?.runs[0]?.command).toMatch(/^npm ci --ignore-scripts/);
  });

  it("tells Yarn 1 from later ones, which keep a lock file of the same name", async () => {
    const before = { "package.json": manifestOf("1.0.1"), "yarn.lock": yarnLock("1.0.0") };
    const proof = await prove(before, { "yarn.lock": yarnLock("1.0.1") });
    expect(proof).toMatchObject({ verdict: "proven" });
    expect(proof?.runs[0]?.command).toMatch(
      /^yarn install --ignore-scripts --no-default-rc --frozen-lockfile/,
    );
  });

  it("sees an audit find the weakness before and none after, at the level that CI minds, and the installation pass", async () => {
    const command = "npm audit --audit-level=high";
    const steps = [{ job: "test", step: "Audit", command, exit_code: 1 }];
    const proof = await prove(
      { "package.json": manifestOf("^1.0.0"), "package-lock.json": npmLock("1.0.0", { range: "^1.0.0" }) },
      { "package-lock.json": npmLock("1.0.1", { range: "^1.0.0" }) },
      { brief: { category: "security", steps } },
    );
    expect(proof).toMatchObject({
      verdict: "proven",
      reason: expect.stringMatching(/1 high severity vulnerability.*npm ci .* takes it too\.$/),
      runs: [{ command: expect.stringContaining("--audit-level=high"), exitCodeBefore: 1, exitCodeAfter: 0 }],
    });
  });

  it("refuses a lock file that still does not fit", async () => {
    const proof = await prove(behind(), { "package-lock.json": `${npmLock("1.0.0")}\n` });
    expect(proof).toMatchObject({ verdict: "disproven", reason: expect.stringContaining("npm ci") });
  });

  it("claims nothing where the one before failed for another reason", async () => {
    const missing = {
      "package.json": manifestOf("9.9.9"),
      "package-lock.json": npmLock("9.9.9", { integrity: "sha512-AAAA" }),
    };
    const proof = await prove(missing, { "package-lock.json": npmLock("1.0.1") });
    expect(proof).toMatchObject({ verdict: "not_run", reason: expect.stringContaining("another reason") });
  });

  it("leaves to the other proof what changes code or failed a test, and says so where it has no registry", async () => {
    const fixed = { "package-lock.json": npmLock("1.0.1") };
    expect(await prove(behind(), { ...fixed, "index.js": "1" })).toBeNull();
    expect(await prove(behind(), fixed, { brief: { failing_tests: ["adds"] } })).toBeNull();
    expect(await prove(behind(), fixed, { brief: { category: "test" } })).toBeNull();
    expect(await prove(behind(), fixed, { npm: null })).toMatchObject({
      verdict: "not_run",
      reason: expect.stringContaining("REGREEN_NPM_REGISTRY"),
    });
  });
});
