import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { withSetupLock } from "./setup-lock.mjs";

/**
 * One thing that must be there before a command can run.
 *
 * @typedef {object} Step
 * @property {string} progress what is said on standard error while it is done
 * @property {string} stamp the file that remembers for which input it was done last
 * @property {string} product what has to exist as well, so that deleting it is enough to get it made anew
 * @property {(root: string) => string} input fingerprint of everything the product is made from
 * @property {(root: string) => boolean} [alreadyDone] true where it was done by hand
 * @property {(root: string) => void} run
 */

/** @type {Step} */
export const dependenciesStep = {
  progress: "Installing dependencies",
  stamp: "node_modules/.regreen-dependencies",
  product: "node_modules/.package-lock.json",
  input: (root) => hash([readFileSync(join(root, "package-lock.json")), process.version]),
  alreadyDone: installedAsLocked,
  run: (root) => tool(root, "npm", ["ci", "--include=dev", "--include=optional", "--loglevel=error"]),
};

/** @type {Step} */
export const clientStep = {
  progress: "Generating the Prisma client",
  stamp: "node_modules/.regreen-client",
  product: "lib/db/generated/client.ts",
  input: (root) =>
    hash([
      readFileSync(join(root, "prisma/schema.prisma")),
      readFileSync(join(root, "node_modules/prisma/package.json")),
    ]),
  // The command wants to download a schema engine, which generating does not use: any existing file stands in for it.
  run: (root) =>
    tool(root, process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      CHECKPOINT_DISABLE: "1",
    }),
};

const builtFrom = ["app", "components", "inngest", "lib", "prompts", "public", "prisma/schema.prisma"];
const builtWith = [
  "next.config.mjs",
  "package-lock.json",
  "postcss.config.mjs",
  "tsconfig.json",
  "instrumentation.ts",
  "proxy.ts",
];

/** @type {Step} */
export const buildStep = {
  progress: "Building the application",
  stamp: ".next/regreen-build",
  product: ".next/BUILD_ID",
  input: (root) => hash([...builtFrom, ...builtWith].flatMap((path) => contents(join(root, path)))),
  run: (root) =>
    tool(root, process.execPath, ["node_modules/next/dist/bin/next", "build"], {
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
    }),
};

/** Node's own message about a version that is too old is a syntax error somewhere inside a dependency. */
export function refuseOldNode() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new Error(
    `Regreen needs Node 20.19 or later; this is ${process.version}. Install it from https://nodejs.org.`,
  );
}

/** Does what is missing, one progress line for each step, and skips what is done. */
export async function prepare(root, steps) {
  if (steps.every((step) => isDone(root, step))) return;
  await withSetupLock(root, () => {
    for (const step of steps) {
      // Again under the lock: another command may have done it while we waited.
      if (!isDone(root, step)) doStep(root, step);
    }
  });
}

function isDone(root, step) {
  if (!existsSync(join(root, step.product))) return false;
  const input = step.input(root);
  if (readOrNull(join(root, step.stamp)) === input) return true;
  if (!step.alreadyDone?.(root)) return false;
  writeStamp(root, step, input);
  return true;
}

function doStep(root, step) {
  const startedAt = Date.now();
  console.error(`${step.progress} …`);
  rmSync(join(root, step.stamp), { force: true });
  step.run(root);
  writeStamp(root, step, step.input(root));
  console.error(`${step.progress}: done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

function writeStamp(root, step, input) {
  mkdirSync(dirname(join(root, step.stamp)), { recursive: true });
  writeFileSync(join(root, step.stamp), input);
}

/** Runs a tool whose output is of interest only when it fails. Standard output stays the command's own. */
function tool(root, program, args, env = {}) {
  const answer = spawnSync(program, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (answer.status === 0) return;
  const said = [answer.error?.message, answer.stdout, answer.stderr].filter(Boolean).join("\n").trim();
  throw new Error(
    `${shorten(said)}\n\n\`${[program, ...args].join(" ")}\` failed. Mend what it says above, then start again.`,
  );
}

/** Tools name the cause in their first lines or their last, and npm explains every option it has in between. */
function shorten(said) {
  const lines = said.split("\n");
  return lines.length <= 40 ? said : [...lines.slice(0, 20), "…", ...lines.slice(-20)].join("\n");
}

/** True where node_modules was installed by hand from this very lock file: npm keeps what it installed in a list. */
function installedAsLocked(root) {
  const locked = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(join(root, "node_modules/.package-lock.json"), "utf8")).packages;
  return Object.entries(locked).every(
    ([path, entry]) => path === "" || entry.optional || installed[path]?.version === entry.version,
  );
}

/** Path and content of every file under a path, in a stable order; nothing for what is generated or not there. */
function contents(path) {
  if (!existsSync(path)) return [];
  const entries = readEntries(path);
  if (entries === null) return [path, readFileSync(path)];
  return entries
    .filter((name) => name !== "generated" && name !== "node_modules")
    .sort()
    .flatMap((name) => contents(join(path, name)));
}

function readEntries(path) {
  try {
    return readdirSync(path);
  } catch {
    return null;
  }
}

function hash(parts) {
  const sum = createHash("sha256");
  for (const part of parts) sum.update(part).update("\0");
  return sum.digest("hex");
}

function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
