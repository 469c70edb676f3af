import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { examineAgents } from "@/lib/loops/examine-agents";
import { chooseSandbox } from "@/lib/sandbox";
import type { Sandbox } from "@/lib/sandbox/types";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function toolFolder(programs: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "doctor-tools-"));
  folders.push(folder);
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

async function examine(programs: Record<string, string>) {
  const choice = { toolPath: [toolFolder(programs)], searchPath: process.env.PATH ?? "" };
  const walls = chooseSandbox({ ...choice, wanted: "bubblewrap" });
  const chosen = walls.found ? walls : chooseSandbox({ ...choice, wanted: "process" });
  if (!chosen.found) throw new Error(chosen.reason);
  const tree = toolFolder({});
  mkdirSync(join(tree, "tree"));
  const health = await examineAgents(chosen.sandbox, join(tree, "tree"), { versions: true });
  return Object.fromEntries(health.map((one) => [one.preset, one]));
}

describe("the doctor", () => {
  it("says which programs the sandbox finds, with their versions, and what to do about the others", async () => {
    const health = await examine({ opencode: "echo 1.2.3", "codex-acp": "echo 2.0" });
    expect(health.opencode).toMatchObject({
      ready: true,
      advice: null,
      programs: [{ name: "opencode", version: "1.2.3" }],
    });
    expect(health.codex?.ready).toBe(false);
    expect(health.codex?.advice).toMatch(/^codex not found\. npm install .* REGREEN_TOOL_PATH\.$/);
    expect(health.claude?.ready).toBe(false);
  });

  it("says of a sandbox elsewhere that nothing can be spoken with there, without starting one", async () => {
    const elsewhere: Sandbox = {
      ...{ id: "vercel-sandbox", isolates: true, kernel: "own", place: "elsewhere", facts: [] },
      run: () => Promise.reject(new Error("A machine was started.")),
    };
    const health = await examineAgents(elsewhere, "/nowhere", { versions: true });
    expect(health).toHaveLength(5);
    for (const { ready, advice } of health) {
      expect(ready).toBe(false);
      expect(advice).toContain("cannot be spoken with");
    }
  });

  it("is not misled by a program that hangs or fails when asked for its version", async () => {
    const health = await examine({ opencode: "exit 3" });
    expect(health.opencode).toMatchObject({ ready: true, programs: [{ version: null }] });
  });
});
