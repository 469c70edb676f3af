import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import type { Sandbox } from "@/lib/sandbox/types";
import { type Outside, startOutside } from "../../support/sandbox/outside";
import { probes } from "./probes";
import type { Probe } from "./probes/probe";

const searchPath = process.env.PATH ?? "";
const isRoot = process.getuid?.() === 0;
const open = chooseSandbox({ wanted: "process", toolPath: [], searchPath });
const walled = (["bubblewrap"] as const).map((wanted) => ({
  wanted,
  choice: chooseSandbox({ wanted, toolPath: [], searchPath }),
}));

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside(`canary-${randomBytes(12).toString("hex")}`);
});
afterAll(() => outside.stop());

/** What came of a probe: `not tried` where its script did not even get to say so. */
async function attempt(sandbox: Sandbox, probe: Probe): Promise<"breached" | "held" | "not tried"> {
  const world = await outside.world();
  const root = mkdtempSync(join(tmpdir(), "probe-"));
  const tree = join(root, "tree");
  mkdirSync(tree);
  mkdirSync(join(root, "another-attempt"));
  try {
    const visits = world.visits();
    const { standardOutput, standardError } = await sandbox.run({
      command: probe.command,
      treeDirectory: tree,
      timeoutSeconds: 10,
      environment: outside.directions,
      ...(probe.withEndpoint ? { modelEndpoint: { port: world.modelPort } } : {}),
    });
    const said = `${standardOutput}${standardError}`;
    const happened = (await probe.happened?.(world)) ?? false;
    if (happened || said.includes(world.canary) || said.includes("BREACH") || world.visits() > visits)
      return "breached";
    return said.includes("HELD") || probe.happened ? "held" : "not tried";
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

it("there are at least 60 probes, each with a name of its own", () => {
  expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
  expect(probes.length).toBeGreaterThanOrEqual(60);
});

describe.each(walled)("the walls of $wanted", ({ choice }) => {
  it.runIf(choice.found).each(probes.map((probe) => [probe.name, probe] as const))(
    "hold against %s",
    async (_, probe) => {
      if (!choice.found) throw new Error(choice.reason);
      expect(await attempt(choice.sandbox, probe)).toBe("held");
    },
  );
});

describe("without walls", () => {
  const shown = probes.filter(
    ({ control }) => control === "succeeds" || (control === "succeeds as root" && isRoot),
  );
  it.each(shown.map((probe) => [probe.name, probe] as const))("a probe reaches %s", async (_, probe) => {
    if (!open.found) throw new Error(open.reason);
    expect(await attempt(open.sandbox, probe)).toBe("breached");
  });
});
