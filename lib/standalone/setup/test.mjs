// `npm test`: unit, contract and integration tests, then the browser tests, then one line that sums them all.
// With paths behind `--` only those run: `npm test -- tests/unit/env.test.ts`.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findChromium, installDebianPackages, onPath } from "./chromium.mjs";
import { failedByPlaywright, failedByVitest } from "./failed-tests.mjs";
import { buildStep, prepare } from "./steps.mjs";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const browserFolder = "tests/e2e";

/** @typedef {{ passed: number, failed: number, names: string[] }} Count */

async function main(args) {
  const browserArgs = args.filter((arg) => arg.includes(browserFolder));
  const otherArgs = args.filter((arg) => !arg.includes(browserFolder));
  const reports = mkdtempSync(join(tmpdir(), "regreen-test-reports-"));
  const counts = [];
  try {
    if (args.length === 0 || otherArgs.length > 0) counts.push(await runVitest(otherArgs, reports));
    const browsers =
      args.length === 0 ? existsSync(join(root, "playwright.config.ts")) : browserArgs.length > 0;
    if (browsers) counts.push(await runPlaywright(browserArgs, reports));
  } finally {
    rmSync(reports, { recursive: true, force: true });
  }
  const passed = counts.reduce((sum, count) => sum + count.passed, 0);
  const failed = counts.reduce((sum, count) => sum + count.failed, 0);
  process.exitCode = failed === 0 ? 0 : 1;
  // Once more at the end: who reads only the last page of the output still learns which ones.
  for (const name of counts.flatMap(({ names }) => names)) console.log(`failed: ${name}`);
  console.log(`${passed} passed, ${failed} failed`);
}

/** @returns {Promise<Count>} */
async function runVitest(args, reports) {
  if (process.platform === "linux" && onPath(["bwrap"]) === null) installDebianPackages(["bubblewrap"]);
  const report = join(reports, "vitest.json");
  const options = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const status = await run("node_modules/vitest/vitest.mjs", [...options, ...args]);
  const found = readReport(report);
  const names = failedByVitest(found, root);
  return honest(status, { passed: found?.numPassedTests ?? 0, failed: names.length, names });
}

/** @returns {Promise<Count>} */
async function runPlaywright(args, reports) {
  const report = join(reports, "playwright.json");
  try {
    const chromium = await findChromium();
    await prepare(root, [buildStep]);
    const env = { REGREEN_CHROMIUM: chromium, PLAYWRIGHT_JSON_OUTPUT_FILE: report };
    const status = await run(
      "node_modules/@playwright/test/cli.js",
      ["test", "--reporter=list,json", ...args],
      env,
    );
    const found = readReport(report);
    const names = failedByPlaywright(found);
    return honest(status, {
      passed: (found?.stats?.expected ?? 0) + (found?.stats?.flaky ?? 0),
      failed: found?.stats?.unexpected ?? 0,
      names,
    });
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1, names: ["the browser tests did not start: the reason is above"] };
  }
}

/** A run that failed as a whole never counts as none failed. */
function honest(status, count) {
  if (status === 0 || count.failed > 0) return count;
  return { ...count, failed: 1, names: ["a run as a whole, though each of its tests passed: see above"] };
}

function run(script, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [script, ...args], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    child.on("error", () => resolve(127));
    child.on("close", (status) => resolve(status ?? 1));
  });
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}

await main(process.argv.slice(2));
