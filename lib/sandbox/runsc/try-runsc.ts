import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runscArguments } from "./arguments";
import { writeBundle } from "./bundle";

const timeoutSeconds = 30;

export type Trial =
  /** `lists`: whether the system's own `ls` works on that kernel. Old builds refuse a call that newer ones of it make. */
  { works: true; lists: boolean } | { works: false; reason: string };

/** Starts what every run starts, around `ls`. */
export function tryRunsc(
  program: string,
  surroundings: { toolPath: readonly string[]; readable: readonly string[] },
): Trial {
  const treeDirectory = mkdtempSync(join(tmpdir(), "regreen-try-"));
  const command = ["/bin/sh", "-c", "ls / > /dev/null && echo lists || echo refuses"] as const;
  let bundle: string | null = null;
  try {
    bundle = writeBundle({ command, treeDirectory, timeoutSeconds }, command, {
      ...surroundings,
      endpointFolder: null,
    });
    const { status, stdout, stderr, error } = spawnSync(program, runscArguments(bundle, "try"), {
      env: {} as NodeJS.ProcessEnv,
      timeout: timeoutSeconds * 1_000,
      encoding: "utf8",
    });
    if (status === 0) return { works: true, lists: stdout.includes("lists") };
    return { works: false, reason: stderr?.trim().split("\n")[0] || error?.message || "no answer" };
  } finally {
    rmSync(treeDirectory, { recursive: true, force: true });
    if (bundle !== null) rmSync(bundle, { recursive: true, force: true });
  }
}
