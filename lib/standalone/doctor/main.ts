// `npm run agents:doctor`: which coding agents could start here, and what is missing.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { env, inheritedVariables } from "@/lib/env";
import { examineAgents } from "@/lib/loops/examine-agents";
import { chooseSandbox } from "@/lib/sandbox";
import { sandboxIds } from "@/lib/sandbox/types";

async function main(): Promise<number> {
  const { sandbox: wanted, toolPath, agentHosts, vercelSandbox: vercel } = env();
  const searchPath = inheritedVariables().PATH ?? "";
  const chosen = chooseSandbox({ wanted, toolPath, searchPath, vercel });
  console.log(
    chosen.found
      ? `✓ sandbox in force: ${wanted}${chosen.sandbox.isolates ? "" : ", which is no wall"}`
      : `✗ sandbox in force: ${wanted}. ${chosen.reason}`,
  );
  for (const id of sandboxIds) {
    if (id === wanted || id === "process") continue;
    const other = chooseSandbox({ wanted: id, toolPath, searchPath, vercel });
    console.log(other.found ? `✓ could be chosen: ${id}` : `  not here: ${id}. ${other.reason}`);
  }
  if (!chosen.found) return 1;
  const models = chosen.sandbox.place === "here" ? "" : " (a command only where it asks no model)";
  console.log(`✓ fixers, search, builtin, command, rest, actions: part of the product${models}`);
  console.log(`  permitted hosts: ${agentHosts.join(", ")}`);
  const folder = await mkdtemp(join(tmpdir(), "regreen-doctor-"));
  try {
    const health = await examineAgents(chosen.sandbox, folder, { versions: true });
    for (const { ready, title, programs, advice } of health) {
      const versions = programs.flatMap(({ name, version }) =>
        version === null ? [] : [`${name} ${version}`],
      );
      console.log(`${ready ? "✓" : "✗"} ${title}: ${advice ?? (versions.join(", ") || "found")}`);
    }
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
