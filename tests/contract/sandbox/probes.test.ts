import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { sandboxIds } from "@/lib/sandbox/types";
import { type Attempted, attemptAll } from "../../support/sandbox/attempt-all";
import { type Outside, startOutside } from "../../support/sandbox/outside";
import { probes } from "./probes";
import type { Probe } from "./probes/probe";

const searchPath = `${process.env.PATH ?? ""}:${resolve("node_modules/.bin")}`;
const isRoot = process.getuid?.() === 0;
const open = chooseSandbox({ wanted: "process", toolPath: [], searchPath });
const walled = sandboxIds
  .filter((wanted) => wanted !== "process")
  .map((wanted) => ({ wanted, choice: chooseSandbox({ wanted, toolPath: [], searchPath }) }));

let outside: Outside;
beforeAll(async () => {
  outside = await startOutside(`canary-${randomBytes(12).toString("hex")}`);
});
afterAll(() => outside.stop());

it("there are at least 60 probes, each with a name of its own", () => {
  expect(new Set(probes.map(({ name }) => name)).size).toBe(probes.length);
  expect(probes.length).toBeGreaterThanOrEqual(60);
});

for (const { wanted, choice } of walled) {
  if (!choice.found) {
    console.log(`The walls of ${wanted} are not probed here: ${choice.reason}`);
    continue;
  }
  const { sandbox } = choice;
  describe(`the walls of ${wanted}`, () => {
    let attempted: ReadonlyMap<string, Attempted>;
    beforeAll(async () => {
      attempted = await attemptAll(sandbox, probes, outside);
    }, 120_000);

    it.each(probes.map(({ name }) => [name]))("hold against %s", (name) => {
      expect(attempted.get(name)).toBe("held");
    });
  });
}

/** One probe in a plain process, to see that it does what it says. */
async function reaches(probe: Probe): Promise<boolean> {
  if (!open.found) throw new Error(open.reason);
  const world = await outside.world();
  const root = mkdtempSync(join(tmpdir(), "probe-"));
  const tree = join(root, "tree");
  mkdirSync(tree);
  mkdirSync(join(root, "another-attempt"));
  try {
    const visits = world.visits();
    const { standardOutput, standardError } = await open.sandbox.run({
      command: probe.command,
      treeDirectory: tree,
      timeoutSeconds: 10,
      environment: outside.directions,
    });
    const said = `${standardOutput}${standardError}`;
    const happened = (await probe.happened?.(world)) ?? false;
    return happened || said.includes(world.canary) || said.includes("BREACH") || world.visits() > visits;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("without walls", () => {
  const shown = probes.filter(
    ({ control }) => control === "succeeds" || (control === "succeeds as root" && isRoot),
  );
  it.each(shown.map((probe) => [probe.name, probe] as const))("a probe reaches %s", async (_, probe) => {
    expect(await reaches(probe)).toBe(true);
  });
});
