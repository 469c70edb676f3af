import { Readable, Writable } from "node:stream";
import * as acp from "@agentclientprotocol/sdk";
import type { AcpOptions } from "@/lib/domain/agent-settings";
import { chosenEnd } from "../closing-words";
import type { AgentReport, AgentTask } from "../types";
import { createAnswers } from "./answers";
import { createTranscript } from "./transcript";

const messageBytesMax = 16 * 1024 * 1024;
/** Rounds of messages from people that one run answers before it ends. */
const promptsMax = 20;
/** For an agent to stop by itself when it was told to. */
const cancelGraceMs = 3_000;

/** One conversation with an agent that speaks the Agent Client Protocol: https://agentclientprotocol.com/protocol/overview */
export async function converse(
  task: AgentTask,
  options: AcpOptions,
  streams: { input: Writable; output: Readable },
): Promise<AgentReport> {
  const answers = createAnswers(task, options.permissionMode);
  let stopped = false;
  let cancel = () => {};
  let endTalk = () => {};
  const talkEnded = new Promise<null>((resolve) => {
    endTalk = () => resolve(null);
  });
  const transcript = createTranscript(task, () => {
    if (stopped) return;
    stopped = true;
    cancel();
    // One that goes on all the same is heard no longer, and its process ends with the talk.
    setTimeout(endTalk, cancelGraceMs).unref();
  });
  const client = acp
    .client({ name: "regreen" })
    .onRequest(acp.methods.client.session.requestPermission, ({ params }) => answers.permission(params))
    .onRequest(acp.methods.client.fs.readTextFile, ({ params }) => answers.readFile(params))
    .onRequest(acp.methods.client.fs.writeTextFile, ({ params }) => answers.writeFile(params));
  const stream = acp.ndJsonStream(
    Writable.toWeb(streams.input) as WritableStream<Uint8Array>,
    Readable.toWeb(streams.output) as ReadableStream<Uint8Array>,
    { maxMessageBytes: messageBytesMax },
  );

  return client.connectWith(stream, async (agent) => {
    const hello = await agent.request(acp.methods.agent.initialize, {
      protocolVersion: acp.PROTOCOL_VERSION,
      clientCapabilities: { fs: { readTextFile: true, writeTextFile: true } },
      clientInfo: { name: "regreen", version: "1" },
    });
    if (hello.agentInfo) task.say(`${hello.agentInfo.name} ${hello.agentInfo.version}`);
    return agent.buildSession({ cwd: task.treeDirectory, mcpServers: [] }).withSession(async (session) => {
      cancel = () => {
        agent.notify(acp.methods.agent.session.cancel, { sessionId: session.sessionId }).catch(() => {});
      };
      let words = task.prompt;
      for (let prompts = 0; prompts < promptsMax; prompts += 1) {
        transcript.forget();
        const stopReason = await Promise.race([turn(session, words, transcript.hear), talkEnded]);
        transcript.flush();
        if (stopped || stopReason === null)
          return { kind: "edited", notes: "It used as many tools as one run may." };
        const messages = await task.takeMessages();
        if (messages.length === 0) return endOf(stopReason, transcript.said());
        for (const message of messages) task.say(`Told: ${message}`);
        words = messages.join("\n\n");
      }
      return { kind: "edited", notes: "It answered as many messages as one run may." };
    });
  });
}

/** One prompt and everything that the agent tells until it stops, in its order. */
async function turn(
  session: acp.ActiveSession,
  words: string,
  hear: (update: acp.SessionUpdate) => void,
): Promise<acp.StopReason> {
  const answered = session.prompt(words);
  // A connection that breaks ends the prompt, but not the queue of updates.
  const broken = answered.then(() => new Promise<never>(() => {}));
  for (;;) {
    const message = await Promise.race([session.nextUpdate(), broken]);
    if (message.kind === "stop") return message.stopReason;
    hear(message.update);
  }
}

function endOf(stopReason: acp.StopReason, said: string): AgentReport {
  switch (stopReason) {
    case "end_turn":
      return chosenEnd(said) ?? { kind: "edited", notes: said.trim().split("\n").at(-1) ?? "" };
    case "refusal":
      return { kind: "failed", notes: "Its model refused to go on." };
    case "cancelled":
      return { kind: "failed", notes: "It was cancelled." };
    // It ran out of room, but what it has done so far may be all that was needed.
    case "max_tokens":
    case "max_turn_requests":
      return { kind: "edited", notes: `It stopped early: ${stopReason.replaceAll("_", " ")}.` };
  }
}
