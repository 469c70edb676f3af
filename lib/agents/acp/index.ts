import type { AcpOptions } from "@/lib/domain/agent-settings";
import { secondsUntil } from "../shell";
import type { Agent, AgentReport, AgentSetup, AgentTask } from "../types";
import { whyKilled } from "../why-killed";
import { converse } from "./converse";
import { launchOf, presets, whyNotSpoken } from "./presets";

const secondsMax = 6 * 60 * 60;
const lastWordsMs = 1_000;
const talkedOut = new Error("The conversation is over.");

/**
 * Any agent that speaks the Agent Client Protocol. Its process runs behind the sandbox's walls and can reach the model
 * only; what it asks on the way is answered by our side. Time, tools and tokens are limited by us: the protocol limits none.
 */
export function createAcpAgent({ id, options }: AgentSetup<AcpOptions>): Agent {
  async function repair(task: AgentTask): Promise<AgentReport> {
    if (task.model === null) return { kind: "failed", notes: "It has no model to ask." };
    const { command, environment } = launchOf(options, task.model);
    const over = new AbortController();
    let conversation: Promise<AgentReport> | null = null;
    const ended = task.run({
      command,
      environment,
      reachesModel: true,
      timeoutSeconds: secondsUntil(task.deadlineMs, task.now(), secondsMax),
      signal: over.signal,
      converse(streams) {
        conversation = converse(task, options, streams);
        // Agents wait for the next prompt for ever, so the end of the talk is the end of the process. Where the talk broke
        // off, the process may just be ending by itself, and then its exit code says more.
        conversation.then(
          () => over.abort(talkedOut),
          () => setTimeout(() => over.abort(talkedOut), lastWordsMs).unref(),
        );
      },
    });
    const end = await ended.catch((error: unknown) => {
      if (error === talkedOut) return null;
      throw error;
    });
    const killed = end === null ? null : whyKilled(end);
    if (killed !== null) return { kind: "failed", notes: killed };
    if (end?.truncated) return { kind: "failed", notes: "It said more than one run may, and was killed." };
    const report = await (conversation as Promise<AgentReport> | null)?.catch((error: unknown) => ({
      kind: "failed" as const,
      notes: `The conversation broke off: ${error instanceof Error ? error.message : JSON.stringify(error)}`,
    }));
    if (report !== undefined && end === null) return report;
    return {
      kind: "failed",
      notes:
        `${command[0]} ended before the conversation did, with exit code ${end?.exitCode ?? "unknown"}. ${end?.standardError.trim().slice(-500) ?? ""}`.trim(),
    };
  }

  return {
    id,
    title: options.preset === "custom" ? id : `${id} (${presets[options.preset].title})`,
    runsRepositoryCode: true,
    hearsMessages: true,
    suits() {
      const reason = whyNotSpoken(options.preset, options.model.protocol);
      return reason === null ? { suits: true } : { suits: false, reason };
    },
    repair,
  };
}
