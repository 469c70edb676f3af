import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Sandbox } from "@/lib/sandbox/types";
import { network } from "../../contract/sandbox/probes/network";
import type { Probe } from "../../contract/sandbox/probes/probe";
import type { Outside } from "./outside";

/** What came of a probe: `not tried` where its script did not even get to say so. */
export type Attempted = "breached" | "held" | "not tried";

const secondsPerProbe = 10;

/**
 * Runs one command after the other in the same folder, emptied between them, and prints what each said as a line of JSON. One
 * that a filter killed for its call was held.
 */
const driver = `
const { spawnSync } = require("node:child_process");
const { readdirSync, rmSync } = require("node:fs");
let text = "";
process.stdin.on("data", (chunk) => { text += chunk; }).on("end", () => {
  for (const [program, ...args] of JSON.parse(text)) {
    const { stdout, stderr, signal } = spawnSync(program, args, { timeout: ${secondsPerProbe * 1_000}, killSignal: "SIGKILL", stdio: ["ignore", "pipe", "pipe"] });
    console.log(JSON.stringify(String(stdout) + String(stderr) + (signal === "SIGSYS" ? "HELD" : "")));
    for (const name of readdirSync(".")) rmSync(name, { recursive: true, force: true });
  }
});
`;

/**
 * Runs all probes behind the same walls, because some back ends take half a second to start: once those that get the way to
 * the model, once the others.
 */
export async function attemptAll(
  sandbox: Sandbox,
  probes: readonly Probe[],
  outside: Outside,
): Promise<ReadonlyMap<string, Attempted>> {
  const results = new Map<string, Attempted>();
  for (const withEndpoint of [false, true]) {
    const some = probes.filter((probe) => (probe.withEndpoint ?? false) === withEndpoint);
    if (some.length === 0) continue;
    for (const [name, result] of await attemptSome(sandbox, some, outside, withEndpoint))
      results.set(name, result);
  }
  return results;
}

async function attemptSome(
  sandbox: Sandbox,
  probes: readonly Probe[],
  outside: Outside,
  withEndpoint: boolean,
): Promise<[string, Attempted][]> {
  const world = await outside.world();
  const root = mkdtempSync(join(tmpdir(), "probe-"));
  const tree = join(root, "tree");
  mkdirSync(tree);
  mkdirSync(join(root, "another-attempt"));
  try {
    const visits = world.visits();
    const { standardOutput, standardError } = await sandbox.run({
      command: ["node", "-e", driver],
      standardInput: JSON.stringify(probes.map(({ command }) => command)),
      treeDirectory: tree,
      timeoutSeconds: secondsPerProbe * 12,
      environment: outside.directions,
      ...(withEndpoint ? { modelEndpoint: { port: world.modelPort } } : {}),
    });
    const lines = standardOutput.split("\n").filter((line) => line.startsWith('"'));
    if (lines.length !== probes.length)
      throw new Error(`${lines.length} of ${probes.length} probes answered. ${standardError}`);
    if (world.visits() > visits) throw new Error("Somebody reached a server of ours.");
    const results: [string, Attempted][] = [];
    for (const [index, probe] of probes.entries()) {
      const said = String(JSON.parse(lines[index] ?? '""'));
      const happened = (await probe.happened?.(world)) ?? false;
      if (happened || said.includes(world.canary) || (said.includes("BREACH") && isOurs(sandbox, probe)))
        results.push([probe.name, "breached"]);
      else if (probe.happened || /HELD|BREACH/.test(said)) results.push([probe.name, "held"]);
      else results.push([probe.name, "not tried"]);
    }
    return results;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/**
 * Whether a probe's yes says something about what we guard. Of a kernel of its own it says nothing about the host's, and of a machine
 * of its own nothing about ours, but for the network that is asked to be shut. What was seen outside always counts.
 */
function isOurs({ kernel, place }: Sandbox, probe: Probe): boolean {
  if (kernel === "own" && probe.asksKernel === true) return false;
  return place === "here" || network.includes(probe);
}
