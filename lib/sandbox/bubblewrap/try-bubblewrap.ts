import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SandboxRequest } from "../types";
import { bubblewrapArguments } from "./arguments";
import { descriptors } from "./descriptors";

const timeoutSeconds = 10;

/**
 * Starts the very walls that every run starts, around nothing: kernels, containers and old versions refuse different parts.
 * Null when they stand, else what bwrap said.
 */
export function tryBubblewrap(
  program: string,
  surroundings: { toolPath: readonly string[]; readable: readonly string[] },
): string | null {
  const folder = mkdtempSync(join(tmpdir(), "regreen-try-"));
  const request: SandboxRequest = { command: ["true"], treeDirectory: folder, timeoutSeconds };
  const opened = descriptors.map((content, index) => {
    writeFileSync(join(folder, String(index)), content);
    return openSync(join(folder, String(index)), "r");
  });
  try {
    const { status, stderr, error } = spawnSync(
      program,
      [...bubblewrapArguments(request, { ...surroundings, endpointSocket: null }), ...request.command],
      {
        env: {} as NodeJS.ProcessEnv,
        stdio: ["ignore", "ignore", "pipe", ...opened],
        timeout: timeoutSeconds * 1_000,
        encoding: "utf8",
      },
    );
    if (status === 0) return null;
    return stderr?.trim().split("\n")[0] || error?.message || "no answer";
  } finally {
    for (const descriptor of opened) closeSync(descriptor);
    rmSync(folder, { recursive: true, force: true });
  }
}
