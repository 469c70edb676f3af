import { APICallError, type ModelMessage, stepCountIs, ToolLoopAgent } from "ai";
import type { BuiltinOptions } from "@/lib/domain/agent-settings";
import { chosenEnd } from "../closing-words";
import type { Agent, AgentReport, AgentSetup, AgentTask } from "../types";
import { languageModel, whyNotAsked } from "./language-model";
import { type ChosenEnd, createTools } from "./tools";

const stepsMax = 100;
const instructions =
  "You repair failures of continuous integration in a repository. Look before you edit, change as little as needed, and run the failing tests after your change. When they pass, end with one sentence about what was wrong.";

/** A small loop of our own: the model looks, edits and runs tests with our tools; only commands run in the sandbox. */
export function createBuiltinAgent({ id, options }: AgentSetup<BuiltinOptions>): Agent {
  async function repair(task: AgentTask): Promise<AgentReport> {
    if (task.model === null) return { kind: "failed", notes: "It has no model to ask." };
    const end: ChosenEnd = { report: null, tooManyTools: false };
    const late = AbortSignal.timeout(Math.max(1, task.deadlineMs - task.now()));
    const agent = new ToolLoopAgent({
      model: languageModel(task.model, options.model),
      instructions,
      tools: createTools(task, end),
      // Our door answers what will not pass by asking again; what may is asked again by the SDK.
      maxRetries: 2,
      stopWhen: [stepCountIs(stepsMax), () => end.report !== null || end.tooManyTools],
      prepareStep: async ({ messages, stepNumber }) => {
        const said = stepNumber === 0 ? [] : await task.takeMessages();
        for (const message of said) task.say(`Told: ${message}`);
        return {
          messages: [...messages, ...said.map((content): ModelMessage => ({ role: "user", content }))],
        };
      },
    });
    try {
      const { text } = await agent.generate({
        prompt: task.prompt,
        abortSignal: AbortSignal.any([task.signal, late]),
        onStepFinish: ({ text: words }) => {
          for (const line of words.split("\n")) if (line.trim() !== "") task.say(line.trim());
        },
      });
      if (end.tooManyTools) return { kind: "edited", notes: "It used as many tools as one run may." };
      return end.report ?? chosenEnd(text) ?? { kind: "edited", notes: text.trim().split("\n").at(-1) ?? "" };
    } catch (error) {
      task.signal.throwIfAborted();
      if (late.aborted) return { kind: "failed", notes: "It did not end in time and was stopped." };
      return { kind: "failed", notes: `Its model could not be asked: ${errorWords(error)}` };
    }
  }

  return {
    id,
    title: `${id} (built-in)`,
    runsRepositoryCode: true,
    hearsMessages: true,
    suits() {
      const reason = whyNotAsked(options.model);
      return reason === null ? { suits: true } : { suits: false, reason };
    },
    repair,
  };
}

function errorWords(error: unknown): string {
  if (APICallError.isInstance(error)) return `${error.statusCode ?? "no answer"}: ${error.message}`;
  return error instanceof Error ? error.message : String(error);
}
