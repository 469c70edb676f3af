// An agent that speaks the Agent Client Protocol on standard input and output and follows a script in place of a model:
// node acp-agent.ts '[["ask","edit","src/a.js"],["write","src/a.js","text"],["say","words"]]'
import { spawnSync } from "node:child_process";
import process from "node:process";
import { Readable, Writable } from "node:stream";
import * as acp from "@agentclientprotocol/sdk";

type Step = readonly [string, ...string[]];

const script = JSON.parse(process.argv[2] ?? "[]") as Step[];
let cwd = "";
let prompts = 0;

async function act(client: acp.AgentContext, sessionId: string, [verb, ...args]: Step): Promise<void> {
  const [first = "", second = ""] = args;
  const say = (text: string) =>
    client.notify(acp.methods.client.session.update, {
      sessionId,
      update: { sessionUpdate: "agent_message_chunk", content: { type: "text", text: `${text}\n` } },
    });
  switch (verb) {
    case "say":
      return say(first);
    case "tool":
      return client.notify(acp.methods.client.session.update, {
        sessionId,
        update: { sessionUpdate: "tool_call", toolCallId: first, title: first, kind: "edit" },
      });
    case "ask": {
      const { outcome } = await client.request(acp.methods.client.session.requestPermission, {
        sessionId,
        toolCall: {
          toolCallId: "1",
          kind: first as acp.ToolKind,
          title: `${first} ${second}`,
          locations: second === "" ? [] : [{ path: second.startsWith("/") ? second : `${cwd}/${second}` }],
        },
        options: [
          { optionId: "yes", name: "Yes", kind: "allow_once" },
          { optionId: "no", name: "No", kind: "reject_once" },
        ],
      });
      return say(`answer: ${outcome.outcome === "selected" ? outcome.optionId : outcome.outcome}`);
    }
    case "write":
      return client
        .request(acp.methods.client.fs.writeTextFile, {
          sessionId,
          path: first.startsWith("/") ? first : `${cwd}/${first}`,
          content: second,
        })
        .then(
          () => say("written"),
          () => say("not written"),
        );
    case "read": {
      const { content } = await client.request(acp.methods.client.fs.readTextFile, {
        sessionId,
        path: `${cwd}/${first}`,
      });
      return say(`read: ${content.trim()}`);
    }
    case "model": {
      const answer = await fetch(`${process.env.REGREEN_MODEL_URL}/v1/chat/completions`, {
        method: "POST",
        headers: { authorization: `Bearer ${process.env.REGREEN_MODEL_TOKEN}` },
        body: JSON.stringify({ model: process.env.REGREEN_MODEL, messages: [] }),
      }).then(
        (response) => String(response.status),
        () => "nothing",
      );
      return say(`model: ${answer}`);
    }
    case "shell":
      spawnSync("/bin/sh", ["-c", first], { cwd, stdio: "ignore" });
      return;
    case "flood":
      for (let count = 0; count < 20; count += 1) await say("x".repeat(4 * 1024 * 1024));
      return;
    case "garbage":
      process.stdout.write("This is not JSON.\n".repeat(1_000));
      return;
    case "endless":
      for (;;) await act(client, sessionId, ["tool", first]);
    case "exit":
      process.exit(Number(first));
      break;
    case "hang":
      return new Promise(() => setInterval(() => {}, 1_000));
    default:
      throw new Error(`Unknown step ${verb}`);
  }
}

const agent = acp
  .agent({ name: "scripted" })
  .onRequest(acp.methods.agent.initialize, () => ({
    protocolVersion: acp.PROTOCOL_VERSION,
    agentCapabilities: {},
    agentInfo: { name: "scripted", version: "1" },
    authMethods: [],
  }))
  .onRequest(acp.methods.agent.session.new, ({ params }) => {
    cwd = params.cwd;
    return { sessionId: "one" };
  })
  .onNotification(acp.methods.agent.session.cancel, () => {})
  .onRequest(acp.methods.agent.session.prompt, async ({ params, client }) => {
    prompts += 1;
    if (prompts === 1) for (const step of script) await act(client, params.sessionId, step);
    else {
      const [block] = params.prompt;
      await act(client, params.sessionId, ["say", `heard: ${block?.type === "text" ? block.text : ""}`]);
    }
    return { stopReason: "end_turn" };
  });

agent.connect(
  acp.ndJsonStream(
    Writable.toWeb(process.stdout) as WritableStream<Uint8Array>,
    Readable.toWeb(process.stdin) as ReadableStream<Uint8Array>,
  ),
);
