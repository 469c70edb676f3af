import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LocalProof } from "@/lib/domain/local-proof";
import { chooseSandbox } from "@/lib/sandbox";
import { startNpmRegistry } from "../../support/registry/npm-registry";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 120_000 });

// CI is red because of a lock file; nobody's model is asked, and the lock file alone changes.

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });

let world: World;
let scenarios: string;
let registry: Awaited<ReturnType<typeof startNpmRegistry>>;

function write(path: string, value: unknown): void {
  mkdirSync(dirname(join(scenarios, path)), { recursive: true });
  writeFileSync(
    join(scenarios, path),
    typeof value === "string" ? value : `${JSON.stringify(value, null, 2)}\n`,
  );
}

function lockOf(name: string, locked: Record<string, string>, wanted: Record<string, string>) {
  const root = { name, version: "1.0.0" };
  const dependencies = Object.keys(wanted).length > 0 ? { dependencies: wanted } : {};
  const packages = Object.entries(locked).map(([one, version]) => [
    `node_modules/${one}`,
    { version, integrity: registry.integrity(one, version) },
  ]);
  return {
    ...root,
    lockfileVersion: 3,
    requires: true,
    packages: { "": { ...root, ...dependencies }, ...Object.fromEntries(packages) },
  };
}

/** A repository whose one pull request adds these files and turns CI's last step red. */
function writeRepository(
  name: string,
  step: string,
  base: Record<string, unknown>,
  added: Record<string, unknown>,
): void {
  write(`${name}/repository.json`, { organization: "acme", collaborators: { will: "write" } });
  write(`${name}/pulls/change/pull.json`, {
    title: `Change ${name}`,
    body: "",
    branch: "feature/change",
    author: "will",
    commits: [{ folder: "1", message: "Use one more package" }],
    expect: {
      category: "dependency",
      outcome: "fixed",
      attempts: [1, 1],
      proof: "step",
      repairPullRequest: true,
    },
  });
  write(
    `${name}/base/.github/workflows/ci.yml`,
    `name: CI
on: { push: { branches: [main] }, pull_request: }
env:
  NPM_CONFIG_REGISTRY: ${registry.url}
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - name: Check
        run: ${step}
`,
  );
  for (const [path, value] of Object.entries(base)) write(`${name}/base/${path}`, value);
  for (const [path, value] of Object.entries(added)) write(`${name}/pulls/change/1/${path}`, value);
}

beforeAll(async () => {
  if (!walls.found) return;
  registry = await startNpmRegistry(
    [
      { name: "sum", version: "1.0.0" },
      { name: "sum", version: "1.0.1" },
    ],
    [{ name: "sum", vulnerable: "<1.0.1", severity: "high" }],
  );
  scenarios = mkdtempSync(join(tmpdir(), "lock-scenarios-"));
  write("world.json", {
    users: [
      { login: "ada", name: "Ada Okafor", email: "ada@lab.test" },
      { login: "will", name: "Will Tanaka", email: "will@lab.test" },
    ],
    organizations: [{ login: "acme", name: "Acme", members: { ada: "admin", will: "member" } }],
  });
  const manifest = (name: string, dependencies?: Record<string, string>) => ({
    name,
    version: "1.0.0",
    private: true,
    ...(dependencies && { dependencies }),
  });
  writeRepository(
    "shop",
    "npm ci",
    { "package.json": manifest("shop"), "package-lock.json": lockOf("shop", {}, {}) },
    { "package.json": manifest("shop", { sum: "1.0.1" }) },
  );
  const wanted = { sum: "^1.0.0" };
  writeRepository(
    "kiosk",
    "npm audit --audit-level=high",
    { "package.json": manifest("kiosk"), "package-lock.json": lockOf("kiosk", {}, {}) },
    {
      "package.json": manifest("kiosk", wanted),
      "package-lock.json": lockOf("kiosk", { sum: "1.0.0" }, wanted),
    },
  );
  world = await startWorld({
    scenariosFolder: scenarios,
    registries: { npm: registry.url },
    sandbox: "bubblewrap",
  });
});
afterAll(async () => {
  if (!walls.found) return;
  await world.stop();
  await registry.close();
  rmSync(scenarios, { recursive: true, force: true });
});

describe.runIf(walls.found)("CI that is red because of a lock file", () => {
  it("is made green by the repository's own manager without a model, and the proof names the commands", async () => {
    const ends = [
      { name: "shop", category: "dependency", command: "npm ci" },
      { name: "kiosk", category: "security", command: "npm audit" },
    ];
    await Promise.all(
      ends.map(async ({ name, category, command }) => {
        const loop = await world.loopOf(`${name}/change`);
        expect(loop).toMatchObject({
          outcome: "fixed",
          category,
          attempt: 1,
          proof: { outcome: "pass", level: "step" },
        });
        const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
        expect(attempt.agent).toBe("fixers");
        expect(attempt.patch).toMatchObject({ files: [{ path: "package-lock.json" }] });
        const proof = LocalProof.parse(attempt.localProof);
        expect(proof).toMatchObject({
          verdict: "proven",
          level: "step",
          runs: [{ kind: "lock_file", exitCodeBefore: 1, exitCodeAfter: 0 }],
        });
        expect(proof.runs[0]?.command).toContain(command);
        expect(attempt.patchText).not.toContain("127.0.0.1");
      }),
    );
  });
});
