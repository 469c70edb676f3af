import { type RunResult, runProgram, runShell } from "../shell";
import type { AgentTask } from "../types";
import type { TestCommands } from "./test-commands";

/** Room for a run to be slower than the first was; an edit that makes a loop endless ends here. */
const slownessFactor = 4;
const graceSeconds = 3;
const firstRunSecondsMax = 60;

export interface Trial {
  /** Runs the quickest command that shows the failure; true when it passes. */
  quick(treeDirectory: string): Promise<boolean>;
  /** Runs the failing step's own commands; true when they pass, or when they cannot tell anything here. */
  whole(treeDirectory: string): Promise<boolean>;
}

export type TrialSetup =
  | { kind: "ready"; trial: Trial; quickSeconds: number }
  | { kind: "passes" }
  | { kind: "unknown_command" };

const passed = (results: readonly RunResult[]) =>
  results.every(({ exitCode, timedOut }) => exitCode === 0 && !timedOut);

/** Sees the failure once, on a tree that nobody edited, and learns how long it takes. */
export async function setUpTrial(
  task: AgentTask,
  commands: TestCommands,
  treeDirectory: string,
): Promise<TrialSetup> {
  const { run } = task;
  const { focused, steps } = commands;
  if (focused === null && steps.length === 0) return { kind: "unknown_command" };

  async function runSteps(tree: string, timeoutSeconds: number): Promise<RunResult[]> {
    const results: RunResult[] = [];
    for (const step of steps) {
      results.push(await runShell(run, step, { timeoutSeconds, treeDirectory: tree }));
      if (!passed(results)) break;
    }
    return results;
  }
  async function runFocused(tree: string, timeoutSeconds: number): Promise<RunResult[]> {
    const results: RunResult[] = [];
    for (const command of focused ?? []) {
      results.push(await runProgram(run, command, { timeoutSeconds, treeDirectory: tree }));
      if (!passed(results)) break;
    }
    return results;
  }

  const stepsBefore = await runSteps(treeDirectory, firstRunSecondsMax);
  const focusedBefore = await runFocused(treeDirectory, firstRunSecondsMax);
  const stepsFail = stepsBefore.length > 0 && !passed(stepsBefore);
  const focusedFail = focusedBefore.length > 0 && !passed(focusedBefore) && canStart(focusedBefore);
  if (!stepsFail && !focusedFail) return { kind: "passes" };

  const stepsTell = stepsFail && canStart(stepsBefore);
  const quickResults = focusedFail ? focusedBefore : stepsBefore;
  const quickSeconds = quickResults.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
  const stepSeconds = stepsBefore.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1_000;
  const timeout = (seconds: number) =>
    Math.min(firstRunSecondsMax, Math.ceil(seconds * slownessFactor + graceSeconds));
  return {
    kind: "ready",
    quickSeconds,
    trial: {
      quick: async (tree) =>
        passed(
          focusedFail
            ? await runFocused(tree, timeout(quickSeconds))
            : await runSteps(tree, timeout(stepSeconds)),
        ),
      whole: async (tree) => !stepsTell || passed(await runSteps(tree, timeout(stepSeconds))),
    },
  };
}

/** 126 and 127 are the shell's own: the program is missing or cannot be started, so nothing was tested. */
function canStart(results: readonly RunResult[]): boolean {
  return results.every(({ exitCode }) => exitCode !== 126 && exitCode !== 127);
}
