import type { Brief } from "@/lib/domain/brief";
import type { LocalProof } from "@/lib/domain/local-proof";
import type { Sandbox, SandboxResult } from "@/lib/sandbox/types";
import type { AttemptFolders } from "./tree-folder";

const timeoutSeconds = 120;
const commandsMax = 3;

/**
 * Runs the failed steps' own commands on the tree before and after the repair. Seen red, then green, it says something;
 * a command that cannot run here (a missing tool, no network) says nothing and is called so.
 */
export async function proveLocally(
  sandbox: Sandbox,
  brief: Brief,
  folders: AttemptFolders,
  signal: AbortSignal,
): Promise<LocalProof> {
  const commands = brief.reproduction.slice(0, commandsMax);
  if (commands.length === 0)
    return { verdict: "not_run", reason: "The log does not show the failing command.", runs: [] };
  const runs: LocalProof["runs"] = [];
  for (const { command } of commands) {
    const before = await runShell(sandbox, command, folders.before, signal);
    const after = await runShell(sandbox, command, folders.after, signal);
    runs.push({
      command,
      exitCodeBefore: before.exitCode,
      exitCodeAfter: after.exitCode,
      secondsAfter: Math.round(after.durationMs / 100) / 10,
    });
  }
  const reproduced = runs.filter((run) => run.exitCodeBefore !== 0);
  if (reproduced.length === 0)
    return {
      verdict: "not_run",
      reason: "The failing command passes here before the repair, so it shows nothing.",
      runs,
    };
  if (reproduced.every((run) => run.exitCodeAfter === 0))
    return {
      verdict: "proven",
      reason: `${reproduced.map((run) => run.command).join("; ")}: failed before the repair, passes after it.`,
      runs,
    };
  return {
    verdict: "disproven",
    reason: `Still fails here after the repair: ${reproduced.find((run) => run.exitCodeAfter !== 0)?.command ?? ""}`,
    runs,
  };
}

/** As GitHub runs a step: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell */
function runShell(
  sandbox: Sandbox,
  command: string,
  treeDirectory: string,
  signal: AbortSignal,
): Promise<SandboxResult> {
  return sandbox.run({
    command: ["/bin/sh", "-e", "-c", command],
    treeDirectory,
    timeoutSeconds,
    environment: { CI: "true" },
    signal,
  });
}
