import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import type { SandboxRequest } from "@/lib/sandbox/types";
import { startVercel, type VercelStandIn, vercelToken } from "../../support/sandbox/vercel";

const searchPath = process.env.PATH ?? "";
const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath });

let vercel: VercelStandIn;
beforeAll(async () => {
  vercel = await startVercel();
});
afterAll(() => vercel.close());

let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "vercel-tree-"));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

function run(script: string, rest: Partial<SandboxRequest> = {}, token = vercelToken) {
  const choice = chooseSandbox({
    wanted: "vercel-sandbox",
    toolPath: [],
    searchPath,
    vercel: { apiUrl: vercel.url, token, teamId: "team_test", projectId: "prj_test" },
  });
  if (!choice.found) throw new Error(choice.reason);
  const command = ["/bin/sh", "-c", script] as const;
  return choice.sandbox.run({ command, treeDirectory: tree, timeoutSeconds: 20, ...rest });
}

describe.runIf(walls.found)("a command in a sandbox at Vercel", () => {
  it("works on the tree and hands it back as it left it", async () => {
    mkdirSync(join(tree, "src"));
    writeFileSync(join(tree, "src/sum.js"), "a - b\n");
    writeFileSync(join(tree, "gone"), "");
    symlinkSync("src/sum.js", join(tree, "link"));
    const result = await run(
      "cat; sed -i s/-/+/ sum.js; rm ../gone; echo '#!' > ../run; chmod +x ../run; echo $GIVEN >&2; exit 3",
      {
        standardInput: "said\n",
        workingDirectory: "src",
        environment: { GIVEN: "given" },
      },
    );
    expect(result).toMatchObject({
      exitCode: 3,
      timedOut: false,
      standardOutput: "said\n",
      standardError: "given\n",
      truncated: false,
    });
    expect(readFileSync(join(tree, "link"), "utf8")).toBe("a + b\n");
    expect(lstatSync(join(tree, "link")).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(tree, "run")).mode & 0o111).not.toBe(0);
    expect(existsSync(join(tree, "gone"))).toBe(false);
    expect(vercel.left()).toBe(0);
  });

  it("runs on a machine without network that forgets its files", async () => {
    await run("true");
    expect(vercel.created.at(-1)).toMatchObject({
      projectId: "prj_test",
      persistent: false,
      networkPolicy: { mode: "deny-all" },
    });
  });

  it("that was killed before its time was not too slow", async () => {
    const result = await run("kill -KILL $$");
    expect(result).toMatchObject({ timedOut: false, signal: "SIGKILL", exitCode: null });
  });

  it("hands back two files where it gave one file two names", async () => {
    writeFileSync(join(tree, "one"), "1");
    await run("ln one other");
    expect(readFileSync(join(tree, "other"), "utf8")).toBe("1");
  });

  it("sees packages of ours, which do not come back", async () => {
    const packages = mkdtempSync(join(tmpdir(), "vercel-packages-"));
    writeFileSync(join(packages, "sum.js"), "");
    const mounts = [{ from: packages, to: "node_modules", scratch: [] }];
    expect((await run("ls node_modules", { mounts })).standardOutput).toBe("sum.js\n");
    rmSync(packages, { recursive: true });
    expect(existsSync(join(tree, "node_modules"))).toBe(false);
  });

  it("is killed at its time limit, keeps what it did, and the machine is deleted", async () => {
    const result = await run("echo half > work; sleep 60", { timeoutSeconds: 1 });
    expect(result).toMatchObject({ timedOut: true, signal: "SIGKILL" });
    expect(readFileSync(join(tree, "work"), "utf8")).toBe("half\n");
    expect(vercel.left()).toBe(0);
  });

  it("ends with its machine when the loop stops, and the tree stays", async () => {
    const stop = new AbortController();
    writeFileSync(join(tree, "kept"), "");
    const running = run("rm kept; sleep 60", { signal: stop.signal });
    await vi.waitFor(() => expect(vercel.asked.at(-1)).toMatch(/cmd$/));
    stop.abort(new Error("superseded"));
    await expect(running).rejects.toThrow("superseded");
    expect(existsSync(join(tree, "kept"))).toBe(true);
    expect(vercel.left()).toBe(0);
  });

  it("says what Vercel answered to a wrong token", async () => {
    await expect(run("true", {}, "another-token-of-ours")).rejects.toThrow(
      "Vercel answered 403 to /v2/sandboxes",
    );
  });

  it("refuses what needs a way in or out, with words", async () => {
    await expect(run("true", { modelEndpoint: { port: 1 } })).rejects.toThrow("builtin");
    await expect(run("true", { converse: () => {} })).rejects.toThrow("spoken with");
  });
});

it("Vercel's sandboxes are not there without a token, and what to set is told", () => {
  expect(chooseSandbox({ wanted: "vercel-sandbox", toolPath: [], searchPath })).toEqual({
    found: false,
    reason: expect.stringContaining("REGREEN_VERCEL_TOKEN"),
  });
});
