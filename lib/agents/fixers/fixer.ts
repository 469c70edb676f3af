import type { Brief } from "@/lib/domain/brief";
import type { AgentTask } from "../types";
import type { Tool } from "./own-tools/decide-tool";
import type { PermitTool } from "./own-tools/permit-tool";

export interface FixerInput {
  task: AgentTask;
  /** Plain files of the tree that the evidence names, without protected ones. */
  files: readonly string[];
  /** For a second tool that a fixer needs. */
  permit: PermitTool;
}

/** One tool of an ecosystem that repairs what it reports itself. */
export interface Fixer extends Tool {
  /** Whether the failure is this tool's to repair. */
  concerns(brief: Brief): boolean;
  /** Which of the named files it understands. */
  takes(path: string): boolean;
  /** Edits the tree; answers one sentence about what happened. */
  fix(input: FixerInput, program: string): Promise<string>;
}

/** Whether the tool's name stands in the failing commands, the diagnostics or the log. */
export function mentions(brief: Brief, pattern: RegExp): boolean {
  const texts = [
    ...brief.steps.flatMap(({ command, step }) => [command, step]),
    ...brief.diagnostics.map(({ tool }) => tool),
    ...brief.excerpts.map(({ text }) => text),
    brief.log_tail,
  ];
  return texts.some((text) => text !== null && pattern.test(text));
}
