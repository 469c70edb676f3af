import type { ActionsOptions } from "@/lib/domain/agent-settings";
import { TreeArchiveError, unpackTree } from "@/lib/tree-archive/unpack-tree";
import { chosenEnd } from "../closing-words";
import type { Agent, AgentReport, AgentSetup, AgentTask } from "../types";

const linesShownMax = 50;

/**
 * An agent that a workflow of the repository starts in its own GitHub Actions, with a key that never comes here. We start the
 * workflow and take back a tree, which is judged like everybody's; nothing runs on our side.
 */
export function createActionsAgent({ id, options }: AgentSetup<ActionsOptions>): Agent {
  const { workflow } = options;

  async function repair(task: AgentTask): Promise<AgentReport> {
    task.say(`Starting ${workflow} in the repository's GitHub Actions`);
    const end = await task.runInActions({
      workflow,
      brief: JSON.stringify(task.brief),
      prompt: task.prompt,
      deadlineMs: task.deadlineMs,
      onStarted: (url) => task.say(`It runs: ${url}`),
    });
    if (end.kind === "none") return { kind: "failed", notes: end.reason };
    for (const line of end.words.split("\n").slice(-linesShownMax))
      if (line.trim() !== "") task.say(line.trim());
    const chosen = end.conclusion === "success" ? chosenEnd(end.words) : null;
    if (chosen !== null) return chosen;
    try {
      await unpackTree(end.archive, task.treeDirectory);
    } catch (error) {
      if (!(error instanceof TreeArchiveError)) throw error;
      return { kind: "failed", notes: `What ${workflow} handed back was not taken. ${error.message}` };
    }
    const lastWords = end.words.trim().split("\n").at(-1) || `Worked in ${end.url}.`;
    if (end.conclusion === "success") return { kind: "edited", notes: lastWords };
    return { kind: "failed", notes: `${workflow} ended with ${end.conclusion}: ${end.url}.` };
  }

  return {
    id,
    title: `${id} (${workflow})`,
    runsRepositoryCode: false,
    worksInActions: true,
    suits: () => ({ suits: true }),
    repair,
  };
}
