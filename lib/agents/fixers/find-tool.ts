import { runProgram } from "../shell";
import type { AgentTask } from "../types";

/** The tool as the repository would start it: its own first, then the PATH inside the sandbox. Null where it is missing. */
export async function findTool({ run }: AgentTask, name: string): Promise<string | null> {
  const script =
    'for own in node_modules/.bin vendor/bin .venv/bin bin; do [ -f "$own/$1" ] && [ -x "$own/$1" ] && echo "$own/$1" && exit; done; command -v "$1"';
  const found = await runProgram(run, ["/bin/sh", "-c", script, "sh", name], { timeoutSeconds: 20 });
  const path = found.standardOutput.trim();
  return found.exitCode === 0 && path !== "" ? path : null;
}
