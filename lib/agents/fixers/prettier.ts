import { errorLine } from "../error-line";
import { runProgram } from "../shell";
import type { AgentTask } from "../types";
import { type Fixer, mentions } from "./fixer";

const timeoutSeconds = 60;

export function prettierTakes(path: string): boolean {
  return /\.(?:[cm]?[jt]sx?|json5?|jsonc|css|scss|less|html|vue|svelte|md|mdx|ya?ml|graphql)$/.test(path);
}

/** Whether prettier has nothing to say about these files. */
export async function isFormatted(
  task: AgentTask,
  program: string,
  files: readonly string[],
): Promise<boolean> {
  const check = await runProgram(task.run, [program, "--check", "--", ...files], { timeoutSeconds });
  return check.exitCode === 0;
}

export async function format(task: AgentTask, program: string, files: readonly string[]) {
  return runProgram(task.run, [program, "--write", "--", ...files], { timeoutSeconds });
}

export const prettier: Fixer = {
  program: "prettier",
  named: ["npm:prettier", "tool:prettier"],
  concerns: (brief) => mentions(brief, /\bprettier\b/i),
  takes: prettierTakes,
  async fix({ task, files }, program) {
    const result = await format(task, program, files);
    return result.exitCode === 0
      ? `prettier formatted ${files.length} named files.`
      : `prettier could not format all files: ${errorLine(result.standardError)}`;
  },
};
