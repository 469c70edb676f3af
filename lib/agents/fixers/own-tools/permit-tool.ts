import { runProgram } from "../../shell";
import type { AgentTask } from "../../types";
import { findTool } from "../find-tool";
import { decideTool, type Tool, type ToolDecision, wishesFor } from "./decide-tool";
import type { NamedTool } from "./named-tool";
import { readNames } from "./read-names";

export type PermitTool = (tool: Tool) => Promise<ToolDecision>;

const versionSeconds = 30;

/** Decides for each tool whether it may run on these files of the tree. No program is started that the repository does not name. */
export async function openPermits(task: AgentTask, files: readonly string[]): Promise<PermitTool> {
  const names = await readNames(task, files);
  return (tool) => permitTool(task, tool, wishesFor(tool, names));
}

export async function permitTool(
  task: AgentTask,
  tool: Tool,
  wishes: readonly NamedTool[],
): Promise<ToolDecision> {
  if (wishes.length === 0) return decideTool(tool, wishes, null);
  const program = await findTool(task, tool.program);
  if (program === null) return decideTool(tool, wishes, null);
  const own = !program.startsWith("/");
  const asked = !own && wishes.some(({ version }) => version !== null);
  const version = asked ? await versionOf(task, tool, program) : null;
  return decideTool(tool, wishes, { program, own, version });
}

async function versionOf(task: AgentTask, tool: Tool, program: string): Promise<string> {
  const command = tool.version ?? ([program, "--version"] as const);
  const result = await runProgram(task.run, command, { timeoutSeconds: versionSeconds });
  return result.exitCode === 0 ? result.standardOutput : "";
}
