import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";

const systemNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const macPaths = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

/**
 * The Chromium for the browser tests: what REGREEN_CHROMIUM names, else Playwright's own, else the system's, else one that
 * is installed now: Debian's as root, otherwise Playwright's download.
 *
 * @returns {Promise<string>} its path
 * @throws Error with what to do where there is none and none can be had
 */
export async function findChromium() {
  const named = process.env.REGREEN_CHROMIUM;
  if (named !== undefined && named !== "") {
    if (existsSync(named)) return named;
    throw new Error(
      "REGREEN_CHROMIUM names no existing file. Expected: the path of a Chromium or Chrome program.",
    );
  }
  const found = (await playwrightsOwn()) ?? systems() ?? installDebians() ?? (await downloadPlaywrights());
  if (found !== null) return found;
  throw new Error(
    "The browser tests need Chromium and none is here. Install it (Debian: `apt-get install chromium`), run " +
      "`npx playwright install chromium`, or set REGREEN_CHROMIUM to the path of a Chromium or Chrome.",
  );
}

/** Installs what is missing of Debian's packages, as root on Debian only; elsewhere the tests that need it say so. */
export function installDebianPackages(names) {
  if (process.getuid?.() !== 0 || onPath(["apt-get"]) === null) return false;
  console.error(`Installing ${names.join(" and ")} with apt-get …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = { env, stdio: ["ignore", "ignore", "inherit"] };
  const install = ["install", "--yes", "--no-install-recommends", ...names];
  if (spawnSync("apt-get", install, { ...options, stdio: "ignore" }).status === 0) return true;
  spawnSync("apt-get", ["update"], options);
  return spawnSync("apt-get", install, options).status === 0;
}

/** The first of these programs that is on PATH; null where none is. */
export function onPath(names) {
  for (const name of names) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const file = join(folder, name);
      if (folder !== "" && existsSync(file)) return file;
    }
  }
  return null;
}

async function playwrightsOwn() {
  const { chromium } = await import("playwright-core");
  const path = chromium.executablePath();
  return path !== "" && existsSync(path) ? path : null;
}

function systems() {
  return onPath(systemNames) ?? macPaths.find((path) => existsSync(path)) ?? null;
}

function installDebians() {
  return installDebianPackages(["chromium"]) ? systems() : null;
}

async function downloadPlaywrights() {
  console.error("Downloading Playwright's Chromium …");
  const command = ["node_modules/playwright-core/cli.js", "install", "chromium"];
  const { status } = spawnSync(process.execPath, command, { stdio: ["ignore", "ignore", "inherit"] });
  return status === 0 ? await playwrightsOwn() : null;
}
