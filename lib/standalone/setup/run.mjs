// Entry of every npm script: plain Node without dependencies, so that it works as the first command after a clone.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

const [command = "", ...args] = process.argv.slice(2);

/** Runs one tool of node_modules/.bin and answers its exit status. */
function run(program, programArgs) {
  return new Promise((resolve) => {
    const child = spawn(program, programArgs, { stdio: "inherit", env: process.env });
    child.on("error", () => resolve(127));
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Commands that people and CI jobs pipe into: loaded into this process, because a second start costs most of their time. */
const pipeCommands = { evidence: "../../evidence/cli/evidence.ts" };

async function runInPipe(file) {
  const { register } = await import("tsx/esm/api");
  register();
  process.argv = [process.argv[0], file, ...args];
  await import(file);
  return process.exitCode ?? 0;
}

const bin = (name) => `node_modules/.bin/${name}`;

async function main() {
  if (!existsSync("node_modules")) {
    console.error("Installing dependencies …");
    const status = await run("npm", ["ci"]);
    if (status !== 0) return status;
  }
  if (command === "verify") {
    const statuses = await Promise.all([
      run(bin("biome"), ["check", "--error-on-warnings"]),
      run(bin("tsc"), ["--noEmit"]),
      run(bin("depcruise"), ["--config", ".dependency-cruiser.cjs", "--output-type", "err", "lib"]),
    ]);
    return Math.max(...statuses);
  }
  if (Object.hasOwn(pipeCommands, command)) return runInPipe(pipeCommands[command]);
  if (command === "migrate") return run(bin("tsx"), ["lib/standalone/migrate/main.ts", ...args]);
  if (command === "test") return run(bin("vitest"), ["run", ...args]);
  console.error(`Unknown command "${command}".`);
  return 2;
}

process.exitCode = await main();
