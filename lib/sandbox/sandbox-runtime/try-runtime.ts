import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareRun, type RuntimeParts } from "./prepare";

const timeoutSeconds = 20;

/** Starts what every run starts, around nothing. Null when it stands, else what srt said. */
export function tryRuntime(parts: RuntimeParts): string | null {
  const treeDirectory = mkdtempSync(join(tmpdir(), "regreen-try-"));
  const request = { command: ["true"] as const, treeDirectory, timeoutSeconds };
  const { folder, program, args, environment } = prepareRun(request, parts);
  try {
    const { status, stderr, error } = spawnSync(program, args, {
      cwd: "/",
      env: { ...environment } as NodeJS.ProcessEnv,
      timeout: timeoutSeconds * 1_000,
      encoding: "utf8",
    });
    if (status === 0) return null;
    return stderr?.trim().split("\n")[0] || error?.message || "no answer";
  } finally {
    rmSync(folder, { recursive: true, force: true });
    rmSync(treeDirectory, { recursive: true, force: true });
  }
}
