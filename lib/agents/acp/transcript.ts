import type { SessionUpdate } from "@agentclientprotocol/sdk";
import type { AgentTask } from "../types";

const lineCharactersMax = 2_000;
const textCharactersMax = 64 * 1024;

/** Turns an agent's updates into lines that people read, and keeps the end of what it said. */
export function createTranscript(task: AgentTask, tooManyTools: () => void) {
  let line = "";
  let said = "";

  function flush(): void {
    if (line.trim() !== "") task.say(line.trim());
    line = "";
  }

  return {
    hear(update: SessionUpdate): void {
      switch (update.sessionUpdate) {
        case "agent_message_chunk": {
          if (update.content.type !== "text") return;
          said = (said + update.content.text).slice(-textCharactersMax);
          line += update.content.text;
          const lines = line.split("\n");
          line = (lines.pop() ?? "").slice(-lineCharactersMax);
          for (const whole of lines) if (whole.trim() !== "") task.say(whole.trim());
          return;
        }
        case "tool_call":
          flush();
          task.say(`→ ${update.kind ?? "tool"}: ${update.title}`);
          if (!task.countToolCall()) tooManyTools();
          return;
        case "tool_call_update":
          if (update.status === "failed") task.say(`✗ ${update.title ?? "the tool failed"}`);
          return;
        // Thoughts, plans, modes and counters: the counts that matter are our own.
        default:
          return;
      }
    },
    flush,
    /** The end of what the agent said in words. */
    said: () => said,
    forget: () => {
      said = "";
    },
  };
}
