import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";

/** Starts the world and answers how to end it. Tests read its address from the environment of their own process. */
export default async function setup(): Promise<() => Promise<void>> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/e2e/world/main.ts"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const line = await Promise.race([
    new Promise<string>((resolve) => createInterface({ input: child.stdout }).once("line", resolve)),
    ended.then(() => {
      throw new Error("The world of the browser tests ended before it stood; its error is above.");
    }),
  ]);
  const { url, circleCiToken, buildkiteToken } = JSON.parse(line) as Record<string, string>;
  Object.assign(process.env, {
    E2E_URL: url,
    E2E_CIRCLECI_TOKEN: circleCiToken,
    E2E_BUILDKITE_TOKEN: buildkiteToken,
  });
  process.env.E2E_WORLD_PID = String(child.pid);
  return async () => {
    child.kill("SIGTERM");
    const [code] = await ended;
    if (code !== 0) throw new Error("A CI provider was sent more than reads: they stand above.");
  };
}
