import { setTimeout as wait } from "node:timers/promises";
import type { RestOptions } from "@/lib/domain/agent-settings";
import type { Agent, AgentReport, AgentSetup, AgentTask } from "../types";
import { applyResult } from "./apply-result";
import { runCodegen } from "./codegen";
import { RestAnswer, type RestResult, restRequest } from "./contract";
import { askJson } from "./http";

/** How often our own rows are looked at for an answer that was sent. */
const lookMsMax = 1_000;

/**
 * An agent behind HTTP. It is sent the brief and the files and answers with changed files or a diff, which we put into
 * the tree: from there on it is judged like everybody's work. It may send its answer, or be asked for it until it has one. The contract: `docs/agents.md`.
 */
export function createRestAgent({ id, options, secret }: AgentSetup<RestOptions>): Agent {
  async function underContract(task: AgentTask): Promise<RestResult> {
    const token = secret();
    const url = options.url.replace(/(?<!\/)\/+$/, "");
    const callback = await task.openCallback();
    let answer = RestAnswer.parse(
      await askJson(task, { method: "POST", url, token, body: await restRequest(task, callback) }),
    );
    const lookMs = Math.min(lookMsMax, options.pollSeconds * 1_000);
    let askAtMs = task.now() + options.pollSeconds * 1_000;
    while (answer.status === "running") {
      if (task.now() >= task.deadlineMs) return { kind: "failed", notes: "It did not end in time." };
      await wait(lookMs, undefined, { signal: task.signal });
      const sent = await callback.takeAnswer();
      if (sent !== null) answer = RestAnswer.parse(JSON.parse(sent));
      else if (answer.id !== null && task.now() >= askAtMs) {
        answer = RestAnswer.parse(await askJson(task, { method: "GET", url: `${url}/${answer.id}`, token }));
        askAtMs = task.now() + options.pollSeconds * 1_000;
      }
    }
    return answer.result;
  }

  async function repair(task: AgentTask): Promise<AgentReport> {
    task.say(`Asking ${new URL(options.url).host}`);
    const result =
      options.preset === "codegen" ? await runCodegen(task, options, secret()) : await underContract(task);
    if (result.kind !== "edited") return result;
    await applyResult(task.treeDirectory, result);
    return { kind: "edited", notes: result.notes };
  }

  return {
    id,
    title: `${id} (${new URL(options.url).host})`,
    runsRepositoryCode: false,
    suits: () => ({ suits: true }),
    async repair(task) {
      try {
        return await repair(task);
      } catch (error) {
        task.signal.throwIfAborted();
        return {
          kind: "failed",
          notes: error instanceof Error ? error.message.slice(0, 1_000) : String(error),
        };
      }
    },
  };
}
