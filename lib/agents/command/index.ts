import type { CommandOptions } from "@/lib/domain/agent-settings";
import { chosenEnd } from "../closing-words";
import { lastErrorLine } from "../error-line";
import { modelEnvironment } from "../model-environment";
import { secondsUntil } from "../shell";
import type { Agent, AgentReport, AgentSetup, AgentTask } from "../types";
import { whyKilled } from "../why-killed";

const secondsMax = 6 * 60 * 60;
const linesShownMax = 50;

/**
 * Any program: the brief on standard input as JSON, the tree as working directory, behind the sandbox's walls. What it
 * changed is what it did; what it says is shown and not believed.
 */
export function createCommandAgent({ id, options }: AgentSetup<CommandOptions>): Agent {
  const [program = "", ...args] = options.command;

  async function repair(task: AgentTask): Promise<AgentReport> {
    task.say(`${program} ${args.join(" ")}`.trimEnd());
    const result = await task.run({
      command: [program, ...args],
      environment: {
        CI: "true",
        NO_COLOR: "1",
        ...options.environment,
        ...(task.model !== null && modelEnvironment(task.model)),
      },
      standardInput: JSON.stringify(task.brief),
      timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
      reachesModel: task.model !== null,
    });
    const output = result.standardOutput.trim();
    for (const line of output.split("\n").filter(Boolean).slice(-linesShownMax)) task.say(line);
    const killed = whyKilled(result);
    if (killed !== null) return { kind: "failed", notes: killed };
    if (result.exitCode !== 0)
      return {
        kind: "failed",
        notes: `It ended with ${exitWords(result.exitCode)}${lastWords(result.standardError)}`,
      };
    return chosenEnd(output) ?? { kind: "edited", notes: output.split("\n").at(-1) ?? "" };
  }

  return {
    id,
    title: `${id} (${program})`,
    runsRepositoryCode: true,
    suits: () => ({ suits: true }),
    repair,
  };
}

function exitWords(exitCode: number | null): string {
  if (exitCode === null) return "a signal";
  if (exitCode === 127) return "exit code 127: the program was not found in the sandbox";
  return `exit code ${exitCode}`;
}

function lastWords(standardError: string): string {
  const line = lastErrorLine(standardError);
  return line === "" ? "." : `: ${line}`;
}
