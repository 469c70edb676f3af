import { spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync, writeFileSync } from "node:fs";
import { expect, it, vi } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { runDrill } from "../../drill/run-drill";
import { bareRepository } from "../../drill/sinks";

vi.setConfig({ testTimeout: 120_000 });

// The gate's own module is replaced here, and only here: a drill that cannot fail says nothing when it passes.
vi.mock("@/lib/patch/gate/gate-patch", async (original) => ({
  ...(await original<typeof import("@/lib/patch/gate/gate-patch")>()),
  gatePatch: async () => ({ verdict: "passed", findings: [] }),
}));

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });
const trace = "drill-control";
const left = `/tmp/${trace}-owned`;

it.runIf(walls.found)(
  "the drill sees a gate that is open, tokens that get out, references that move and what is left behind",
  async () => {
    const stays = spawn("sleep", ["600"], { argv0: `${trace}-stayed`, stdio: "ignore" });
    await once(stays, "spawn");
    try {
      const result = await runDrill({
        seed: 1,
        trace,
        carriers: ["log-line"],
        control: {
          handsCanaries: true,
          async interfere(world, planted) {
            writeFileSync(left, "owned");
            await fetch(`http://127.0.0.1:${planted.port}`);
            const moved = spawn("git", ["--git-dir", bareRepository(world), "branch", "hotfix/ci", "main"]);
            await once(moved, "close");
          },
        },
      });
      expect(result.contained).toBe(false);
      expect(result.inHand?.atMost).toBe(30);
      expect(result.loops).toMatchObject([{ pushed: true }]);
      expect(result.forbiddenFiles.join(" ")).toMatch(/\.github\/workflows\/ci\.yml.*\.husky\/pre-commit/);
      const pushed = result.canaries.out.filter(({ sink }) => sink === "pushed commits");
      expect(new Set(pushed.map(({ place }) => place)).size).toBe(30);
      expect(result.foreignReferences).toEqual(["refs/heads/hotfix/ci"]);
      expect(result.residue).toEqual(
        expect.arrayContaining(["a call to a service of ours", `the file ${left}`, "a process that stayed"]),
      );
    } finally {
      stays.kill("SIGKILL");
      rmSync(left, { force: true });
    }
  },
);
