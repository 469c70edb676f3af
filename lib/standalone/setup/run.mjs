// Entry of every npm script: plain Node without dependencies, so that each works as the first command after a clone.
import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath, pathToFileURL } from "node:url";
import { bundleOf } from "./bundle.mjs";
import { buildStep, clientStep, dependenciesStep, prepare, refuseOldNode } from "./steps.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/**
 * What each command needs done before it starts, and the program it then is. `settings` marks those that read `.env`; the
 * demo does not, because a real GitHub App has no place in its world. `check` runs before anything that takes minutes.
 */
const commands = {
  demo: { steps: [dependenciesStep, clientStep, buildStep], program: "tests/lab/demo/main.ts" },
  dev: { steps: [dependenciesStep, clientStep], program: "tests/lab/demo/main.ts", first: ["--dev"] },
  start: {
    steps: [dependenciesStep, clientStep, buildStep],
    program: "lib/standalone/launcher/main.ts",
    settings: true,
    check: "lib/standalone/launcher/check-settings.ts",
  },
  migrate: {
    steps: [dependenciesStep, clientStep],
    program: "lib/standalone/migrate/main.ts",
    settings: true,
  },
  vault: {
    steps: [dependenciesStep, clientStep],
    program: "lib/standalone/vault/main.ts",
    settings: true,
  },
  "circleci:login": { steps: [dependenciesStep], program: "lib/standalone/circleci-login/main.ts" },
  verify: { steps: [dependenciesStep, clientStep], program: "lib/standalone/setup/verify.mjs" },
  test: { steps: [dependenciesStep, clientStep], program: "lib/standalone/setup/test.mjs" },
  evidence: { steps: [dependenciesStep], program: "lib/evidence/cli/evidence.ts" },
  "test-report": { steps: [dependenciesStep], program: "lib/evidence/cli/test-report.ts" },
  "test:agents": { steps: [dependenciesStep, clientStep], program: "tests/agents/main.ts" },
  "agents:doctor": {
    steps: [dependenciesStep, clientStep],
    program: "lib/standalone/doctor/main.ts",
    settings: true,
  },
  drill: { steps: [dependenciesStep, clientStep], program: "tests/drill/main.ts", settings: true },
  flaky: { steps: [dependenciesStep], program: "lib/flaky/cli.ts" },
  "failure-artifact": { steps: [dependenciesStep], program: "lib/evidence/action/collector.ts" },
  "bundle-action": { steps: [dependenciesStep], program: "lib/standalone/setup/bundle-action.mjs" },
};

async function main([name = "", ...args]) {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    console.error(`Unknown command "${name}". There are: ${Object.keys(commands).join(", ")}.`);
    process.exitCode = 2;
    return;
  }
  refuseOldNode();
  // The short commands take paths as their caller means them.
  if (!/^lib\/(?:evidence|flaky)\//.test(command.program)) process.chdir(root);
  if (command.settings && existsSync(".env")) process.loadEnvFile(".env");
  if (command.check) {
    await prepare(root, [dependenciesStep]);
    await runTypeScript(join(root, command.check));
  }
  await prepare(root, command.steps);
  await become(command.program, [...(command.first ?? []), ...args]);
}

/** Goes on as the program, in this process: a second start of Node would cost the short commands most of their time. */
async function become(program, args) {
  const file = join(root, program);
  process.argv = [process.execPath, file, ...args];
  const bundle = program.startsWith("lib/evidence/") ? await bundleOf(root, program) : null;
  if (bundle) {
    await import(bundle);
    return;
  }
  if (program.endsWith(".ts")) await runTypeScript(file);
  else await import(pathToFileURL(file).href);
}

async function runTypeScript(file) {
  const { register } = await import("tsx/esm/api");
  register({ tsconfig: join(root, "tsconfig.json") });
  await import(pathToFileURL(file).href);
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
