import { cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { runShell } from "../shell";
import type { AgentTask } from "../types";

const commandsMax = 3;

/** Runs the failing commands again in a copy, so that what they write does not end up in the patch; answers a sentence. */
export async function recheck(task: AgentTask, timeoutSeconds: number): Promise<string> {
  const commands = task.brief.reproduction.slice(0, commandsMax).map(({ command }) => command);
  if (commands.length === 0) return "Not checked again: the log does not show the failing command.";
  const copy = join(task.scratchDirectory, "recheck");
  await cp(task.treeDirectory, copy, { recursive: true, verbatimSymlinks: true });
  try {
    for (const command of commands) {
      const result = await runShell(task.run, command, { timeoutSeconds, treeDirectory: copy });
      if (result.timedOut) return `Checked again: ${command} did not end in ${timeoutSeconds} s.`;
      if (result.exitCode !== 0)
        return `Checked again: ${command} still fails with exit code ${result.exitCode}.`;
    }
    return `Checked again: ${commands.join("; ")} passes.`;
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
