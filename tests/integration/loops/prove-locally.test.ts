import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Brief } from "@/lib/domain/brief";
import { proveLocally } from "@/lib/loops/repair/prove-locally";
import { chooseSandbox } from "@/lib/sandbox";
import type { Sandbox } from "@/lib/sandbox/types";
import { briefWith } from "../../support/agents/brief";
import { storedPatchOf } from "../../support/patch/stored-patch-of";

const wish = { toolPath: [], searchPath: process.env.PATH ?? "" };
const walls = chooseSandbox({ ...wish, wanted: "bubblewrap" });
/** The code here is our own: where this machine has no bubblewrap, a plain process does. */
const chosen = walls.found ? walls : chooseSandbox({ ...wish, wanted: "process" });

const addTest = `import { test } from "node:test";
import assert from "node:assert";
import { add, double } from "./add.mjs";
test("adds", () => assert.equal(add(1, 2), 3));
test("doubles", () => assert.equal(double(2), 4));
`;
const wrong = "export const add = (a, b) => a - b;\nexport const double = (a) => a * 2;\n";
const right = "export const add = (a, b) => a + b;\nexport const double = (a) => a * 2;\n";
const breaking = "export const add = (a, b) => a + b;\nexport const double = (a) => a * 3;\n";

const step = "node --test";
const focused = "node --test --test-name-pattern='adds$' add.test.mjs";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "proof-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function prove(
  repaired: Record<string, string>,
  over: { files?: Record<string, string>; brief?: Partial<Brief>; flaky?: boolean; sandbox?: Sandbox } = {},
) {
  const folders = { before: join(root, "before"), after: join(root, "tree"), scratch: join(root, "scratch") };
  await mkdir(folders.scratch, { recursive: true });
  const files = over.files ?? { "add.mjs": wrong, "add.test.mjs": addTest };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folders.before, path)), { recursive: true });
    await writeFile(join(folders.before, path), text);
  }
  if (!chosen.found) throw new Error(chosen.reason);
  return proveLocally({
    sandbox: over.sandbox ?? chosen.sandbox,
    brief: briefWith({
      failing_tests: ["adds"],
      tests: [{ id: "adds", file: "add.test.mjs", line: 4, message: null, stack: null }],
      steps: [{ job: "test", step: "Test", command: step, exit_code: 1 }],
      reproduction: [{ command: step, focused_command: focused, runner: "node:test", tests: ["adds"] }],
      ...over.brief,
    }),
    folders,
    patch: storedPatchOf(repaired),
    flaky: over.flaky ?? false,
    signal: new AbortController().signal,
  });
}

describe("the proof before the push", () => {
  it("sees the failing tests fail, then pass three times, and their whole files stay green", async () => {
    const proof = await prove({ "add.mjs": right });
    expect(proof).toMatchObject({ verdict: "proven", level: "tests" });
    expect(proof.runs).toMatchObject([
      { command: focused, kind: "tests", exitCodeBefore: 1, exitCodeAfter: 0, runsAfter: 3, passesAfter: 3 },
      { command: "node --test add.test.mjs", kind: "files", exitCodeBefore: 1, exitCodeAfter: 0 },
    ]);
  });

  it("records what it ran on beside what CI ran on (S2-100)", async () => {
    const environment = {
      provider: "github-actions",
      os: "windows-2025",
      versions: { node: process.versions.node, php: "1.0.0" },
    };
    const proof = await prove({ "add.mjs": right }, { brief: { environment } });
    const { same = [], different = [] } = proof.environment ?? {};
    expect(different[0]).toBe("Windows in CI, Linux here");
    expect(different.at(-1)).toMatch(/^php 1\.0\.0 in CI, .+ here$/);
    expect([...same, ...different].filter((words) => words.startsWith("node "))).toHaveLength(1);
  });

  it("keeps what it saw where the sandbox does not say what it ran on", async () => {
    if (!chosen.found) throw new Error(chosen.reason);
    const { sandbox } = chosen;
    const mute: Sandbox = {
      ...sandbox,
      run: (request) =>
        request.command.at(-1)?.includes("uname")
          ? Promise.reject(new Error("No room for another process."))
          : sandbox.run(request),
    };
    const proof = await prove({ "add.mjs": right }, { sandbox: mute });
    expect(proof).toMatchObject({ verdict: "proven", environment: null });
  });

  it("refuses a repair that changes nothing for the test", async () => {
    const proof = await prove({ "add.mjs": `${wrong}// touched\n` });
    expect(proof).toMatchObject({ verdict: "disproven", runs: [{ runsAfter: 1, passesAfter: 0 }] });
  });

  it("refuses a repair that costs another test of the same file", async () => {
    const proof = await prove({ "add.mjs": breaking });
    expect(proof.verdict).toBe("disproven");
    expect(proof.reason).toContain("another test fails here: doubles");
  });

  it("asks a flaky test twenty times, and one failure among them is enough to refuse", async () => {
    const everyFifth = `import { test } from "node:test";
import assert from "node:assert";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { add } from "./add.mjs";
const n = existsSync("n") ? Number(readFileSync("n")) : 0;
writeFileSync("n", String(n + 1));
test("adds", () => { assert.equal(add(1, 2), 3); assert.notEqual(n, 5); });
`;
    const files = { "add.mjs": wrong, "add.test.mjs": everyFifth };
    const brief = {
      reproduction: [{ command: step, focused_command: null, runner: null, tests: ["adds"] }],
    };
    const proof = await prove({ "add.mjs": right }, { files, brief, flaky: true });
    expect(proof).toMatchObject({ verdict: "disproven", runs: [{ runsAfter: 6, passesAfter: 5 }] });
    const steady = await prove({ "add.mjs": right }, { brief, flaky: true });
    expect(steady.verdict).toBe("proven");
    expect(steady.runs[0]).toMatchObject({ runsAfter: 20, passesAfter: 20 });
  });

  it("says what is missing where the failure cannot be shown here, and claims nothing", async () => {
    const files = { "add.mjs": wrong, "add.test.mjs": `import "left-pad";\n${addTest}` };
    const proof = await prove({ "add.mjs": right }, { files });
    expect(proof).toMatchObject({ verdict: "not_run", level: "none" });
    expect(proof.reason).toContain("left-pad");
  });

  it("judges what will be pushed, not what the agent left beside it", async () => {
    await mkdir(join(root, "tree/node_modules/.bin"), { recursive: true });
    await writeFile(join(root, "tree/add.mjs"), right);
    const proof = await prove({ "readme.md": "nothing" });
    expect(proof.verdict).toBe("disproven");
  });

  it("leaves the failing commit's tree as it was", async () => {
    const files = {
      "add.mjs": wrong,
      "add.test.mjs": `${addTest}import { writeFileSync } from "node:fs";\nwriteFileSync("add.mjs", "");\n`,
    };
    await prove({ "readme.md": "nothing" }, { files });
    const { readFile } = await import("node:fs/promises");
    expect(await readFile(join(root, "before/add.mjs"), "utf8")).toBe(wrong);
  });
});
