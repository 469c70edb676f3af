// `npm run verify`: everything that can be known without running the product. Green here means CI passes this part.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import process from "node:process";

const checkedFolders = ["app", "components", "inngest", "lib", "tests/lab"].filter((folder) =>
  existsSync(folder),
);

const checks = [
  { name: "format and lint", program: "biome", args: ["check", "--error-on-warnings", "--reporter=summary"] },
  { name: "types", program: "tsc", args: ["--noEmit"] },
  {
    name: "imports go one way",
    program: "depcruise",
    args: ["--config", ".dependency-cruiser.cjs", "--output-type", "err", ...checkedFolders],
  },
  { name: "no unused code", program: "knip", args: ["--no-progress", "--no-config-hints"] },
];

/** Runs one tool and answers its exit status and everything it said. */
function run({ program, args }) {
  return new Promise((resolve) => {
    const child = spawn(`node_modules/.bin/${program}`, args, { stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    const listen = (chunk) => {
      said += chunk;
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("error", (error) => resolve({ status: 127, said: error.message }));
    child.on("close", (status) => resolve({ status: status ?? 1, said }));
  });
}

async function check(one) {
  const startedAt = Date.now();
  const { status, said } = await run(one);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1);
  console.log(`${status === 0 ? "✓" : "✗"} ${one.name} (${seconds} s)`);
  if (status !== 0) console.log(said.trim());
  return status === 0;
}

const results = await Promise.all(checks.map(check));
process.exitCode = results.every(Boolean) ? 0 : 1;
