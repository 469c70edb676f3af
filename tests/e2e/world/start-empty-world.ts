import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import { createInterface } from "node:readline";

export interface EmptyWorld {
  url: string;
  /** As the product printed it at its start. */
  setupToken: string;
  stop(): Promise<void>;
}

/** Starts a world in which nobody has set anything up, with whatever the product said meanwhile. */
export async function startEmptyWorld(): Promise<EmptyWorld> {
  const child = spawn(process.execPath, ["--import", "tsx", "tests/e2e/world/empty.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const token = new Promise<string>((resolve) => {
    child.stderr.on("data", (chunk: Buffer) => {
      said += chunk;
      const [, found] = /enter this token:\s+([\w-]{43})\s/.exec(said) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const ended = once(child, "exit");
  const stands = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once("line", resolve),
  );
  const [line, setupToken] = await Promise.race([
    Promise.all([stands, token]),
    ended.then(() => {
      throw new Error(`The empty world ended before it stood:\n${said}`);
    }),
  ]);
  return {
    url: (JSON.parse(line) as { url: string }).url,
    setupToken,
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
