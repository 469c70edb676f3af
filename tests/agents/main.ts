// `npm run test:agents`: installs real agent CLIs into a scratch folder, outside of the lock file, and lets each repair a test
// bug of the lab through the whole loop, with a loopback stand-in for its model.
import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import process from "node:process";

const packages = [
  "opencode-ai@1.18.33",
  "@openai/codex@0.169.0",
  "@agentclientprotocol/codex-acp@2.6.0",
  "@agentclientprotocol/claude-agent-acp@0.100.0",
  "@google/gemini-cli@0.61.0",
  "@github/copilot@1.0.102",
];
/** Puts its program in place in a script of its own; no other package's script is run. */
const withScript = "opencode-ai";
const installMinutesMax = 10;

/** Runs a program to its end, its output being ours; answers its exit code. */
function run(
  program: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; minutesMax?: number } = {},
) {
  return new Promise<number>((done) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: "inherit",
      ...(options.minutesMax !== undefined && { timeout: options.minutesMax * 60_000 }),
    });
    child.on("error", () => done(127));
    child.on("close", (code) => done(code ?? 1));
  });
}

async function main(): Promise<number> {
  const given = process.env.REGREEN_TEST_AGENTS_FOLDER;
  const folder = given === undefined ? await mkdtemp(join(tmpdir(), "regreen-agents-")) : resolve(given);
  try {
    if (given === undefined) {
      await writeFile(join(folder, "package.json"), '{ "private": true }\n');
      console.log(`Installing ${packages.join(", ")} …`);
      const install = [
        "install",
        "--no-audit",
        "--no-fund",
        "--ignore-scripts",
        "--loglevel=error",
        ...packages,
      ];
      const limits = { cwd: folder, minutesMax: installMinutesMax };
      const status =
        (await run("npm", install, limits)) ||
        (await run("npm", ["rebuild", "--ignore-scripts=false", "--loglevel=error", withScript], limits));
      if (status !== 0) {
        console.log("Skipped: the agent CLIs could not be installed from the package registry here.");
        return 0;
      }
    }
    return await run(
      process.execPath,
      [resolve("node_modules/vitest/vitest.mjs"), "run", "--config", "tests/agents/vitest.config.ts"],
      { env: { REGREEN_TEST_AGENTS_BIN: join(folder, "node_modules/.bin") } },
    );
  } finally {
    if (given === undefined) await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main();
