import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

/**
 * Two commands at once wait for one another instead of writing node_modules together. Not lib/standalone/folder-lock,
 * which is TypeScript: here nothing is installed yet.
 */
export async function withSetupLock(root, work) {
  const folder = join(root, ".regreen");
  const lock = join(folder, "setup.lock");
  mkdirSync(folder, { recursive: true });
  let announced = false;
  while (!tryTake(lock)) {
    const holder = Number(readOrNull(lock));
    if (!isAlive(holder)) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!announced) console.error(`Waiting for process ${holder}, which is setting up this folder …`);
    announced = true;
    await delay(200);
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function tryTake(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

function readOrNull(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
