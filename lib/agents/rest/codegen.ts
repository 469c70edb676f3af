import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { RestOptions } from "@/lib/domain/agent-settings";
import { chosenEnd } from "../closing-words";
import type { AgentTask } from "../types";
import type { RestResult } from "./contract";
import { askJson } from "./http";

/** https://docs.codegen.com/api-reference/agents: only what is used is named; unknown statuses count as still running. */
const Run = z.object({ id: z.union([z.int(), z.string()]), status: z.string().nullish() });
const RunState = z.object({
  status: z.string().nullish(),
  result: z.string().nullish(),
  web_url: z.string().nullish(),
});

const over = new Set(["COMPLETE", "COMPLETED", "DONE"]);
const failed = new Set([
  "FAILED",
  "ERROR",
  "CANCELLED",
  "CANCELED",
  "TIMEOUT",
  "MAX_ITERATIONS_REACHED",
  "OUT_OF_TOKENS",
]);

/** Codegen works on its own copy, so its answer has to carry the change: it is asked for a diff instead of a pull request. */
const askedForm = [
  "Do not open, update or comment on a pull request, and push nothing.",
  "Answer with one unified diff against the commit named above, in a single block that starts with ```diff.",
].join("\n");

/** One run of Codegen, until it is over or the time is. */
export async function runCodegen(
  task: AgentTask,
  options: RestOptions,
  token: string | null,
): Promise<RestResult> {
  if (options.codegenOrganization === null)
    return { kind: "failed", notes: "The number of the Codegen organization is not set." };
  const base = `${options.url.replace(/(?<!\/)\/+$/, "")}/organizations/${options.codegenOrganization}/agent/run`;
  const started = Run.parse(
    await askJson(task, {
      method: "POST",
      url: base,
      token,
      body: { prompt: `${task.prompt}\n\n${askedForm}`, metadata: { repository: task.brief.repository } },
    }),
  );
  task.say(`Codegen run ${started.id}`);
  while (task.now() < task.deadlineMs) {
    await wait(options.pollSeconds * 1_000, undefined, { signal: task.signal });
    const url = `${base}/${encodeURIComponent(String(started.id))}`;
    const state = RunState.parse(await askJson(task, { method: "GET", url, token }));
    const status = state.status?.toUpperCase() ?? "";
    if (failed.has(status)) return { kind: "failed", notes: `Codegen says ${status}.` };
    if (over.has(status)) return resultOf(state.result ?? "");
  }
  return { kind: "failed", notes: "It did not end in time." };
}

function resultOf(text: string): RestResult {
  const end = chosenEnd(text);
  if (end !== null) return end;
  const start = text.lastIndexOf("```diff\n");
  const close = text.indexOf("\n```", start);
  if (start < 0 || close < 0) return { kind: "no_change", notes: "Its answer holds no diff." };
  const patch = `${text.slice(start + "```diff\n".length, close)}\n`;
  return { kind: "edited", notes: text.slice(0, start).trim().slice(-2_000), files: [], patch };
}
