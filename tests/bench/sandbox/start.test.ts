import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";

const runs = 20;
/** Seen: 5 to 12, the higher ones on a busy machine. Above this the walls do something needless at each start, however fast the machine is. */
const ratioMax = 30;

const tree = mkdtempSync(join(tmpdir(), "bench-sandbox-"));
afterAll(() => rmSync(tree, { recursive: true, force: true }));
const wish = { toolPath: [], searchPath: process.env.PATH ?? "" };
const bubblewrap = chooseSandbox({ ...wish, wanted: "bubblewrap" });

describe.runIf(bubblewrap.found)("the start of a sandbox", () => {
  it("costs a small multiple of what a program without walls needs to start", async () => {
    if (!bubblewrap.found) throw new Error(bubblewrap.reason);
    const { sandbox } = bubblewrap;
    const walls: number[] = [];
    const reference: number[] = [];
    // In turns, so that both see the same machine.
    for (let run = 0; run < runs; run += 1) {
      reference.push(await milliseconds(() => once(spawn("/bin/true", { stdio: "ignore" }), "close")));
      walls.push(
        await milliseconds(() =>
          sandbox.run({ command: ["/bin/true"], treeDirectory: tree, timeoutSeconds: 10 }),
        ),
      );
    }
    // The best is what it costs; the rest is what else this machine does.
    const [best, bare] = [Math.min(...walls), Math.min(...reference)];
    const ratio = best / bare;
    console.info(
      `bubblewrap: ${best.toFixed(1)} ms at best of ${runs}; without walls ${bare.toFixed(1)} ms; ratio ${ratio.toFixed(1)}`,
    );
    expect(ratio).toBeLessThan(ratioMax);
  });
});

async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
