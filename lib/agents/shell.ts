import type { RunInTree } from "./types";

export type RunResult = Awaited<ReturnType<RunInTree>>;

/** The environment of every command: as in CI, plain text, and no cache that outlives an edit of the same second. */
const environment = { CI: "true", NO_COLOR: "1", FORCE_COLOR: "0", PYTHONDONTWRITEBYTECODE: "1" };

/** Runs shell text as GitHub runs a step: it ends at the first command that fails. */
export function runShell(
  run: RunInTree,
  script: string,
  rest: { timeoutSeconds: number; treeDirectory?: string; workingDirectory?: string },
): Promise<RunResult> {
  return run({ command: ["/bin/sh", "-e", "-c", script], environment, ...rest });
}

/** Runs a program with arguments that no shell reads: file names of a repository are hostile text. */
export function runProgram(
  run: RunInTree,
  command: readonly [string, ...string[]],
  rest: { timeoutSeconds: number; treeDirectory?: string; standardInput?: string },
): Promise<RunResult> {
  return run({ command, environment, ...rest });
}

/** Seconds until a moment, at most `secondsMax`; never less than one, so that a command can still say why it ends. */
export function secondsUntil(deadlineMs: number, nowMs: number, secondsMax: number): number {
  return Math.max(1, Math.min(secondsMax, Math.floor((deadlineMs - nowMs) / 1_000)));
}
