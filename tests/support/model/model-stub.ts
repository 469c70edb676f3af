import { type Act, type ToolCall, toolCallFor } from "./acts";
import { startUpstream } from "./upstream";

type Json = Record<string, unknown>;

const list = (value: unknown): Json[] => (Array.isArray(value) ? (value as Json[]) : []);
const input = 1_000;
const output = 50;

/** What a request of any vendor says: the tools it offers, how many were used so far, and where the agent works. */
interface Asked {
  offered: string[];
  used: number;
  cwd: string;
}

function asked(body: Json): Asked {
  const offered = list(body.tools).flatMap((tool) => {
    const named = (tool.function as Json | undefined)?.name ?? tool.name ?? tool.type;
    return [named, ...list(tool.functionDeclarations).map(({ name }) => name)].filter(
      (name): name is string => typeof name === "string",
    );
  });
  const messages = list(body.messages);
  const used =
    messages.filter(({ role }) => role === "tool").length +
    messages.flatMap(({ content }) => list(content)).filter(({ type }) => type === "tool_result").length +
    list(body.input).filter(({ type }) => String(type).endsWith("_output")).length +
    list(body.contents)
      .flatMap(({ parts }) => list(parts))
      .filter((part) => "functionResponse" in part).length;
  const [, cwd = ""] =
    /(?:working directory|workspace root folder|cwd)\W{1,40}?(\/[^\s<"'`\\)]+)/i.exec(JSON.stringify(body)) ??
    [];
  return { offered, used, cwd };
}

/**
 * A stand-in for a model on loopback, in the protocols of Anthropic, OpenAI and Gemini: it follows a script, one act for
 * each answer, whatever agent asks. Questions on the side, without the agent's tools, get an empty answer.
 */
export function startModelStub(script: readonly Act[]) {
  let answers = 0;
  return startUpstream(({ path, body }) => {
    answers += 1;
    const { offered, used, cwd } = asked(body);
    const act = script[used] ?? script.at(-1);
    const call = act === undefined || act.kind === "end" ? null : toolCallFor(act, offered, cwd);
    const words = act?.kind === "end" ? act.words : "ok";
    const id = `call_${answers}`;
    if (path.includes("/messages")) return anthropic(body, call, words, id);
    if (path.includes("/responses")) return responses(body, call, words, id);
    if (path.includes("/chat/completions")) return chat(body, call, words, id);
    return gemini(path, call, words);
  });
}

const json = (value: unknown) => ({ text: JSON.stringify(value) });
const events = (values: readonly { event?: string; data: unknown }[]) => ({
  type: "text/event-stream",
  text: values
    .map(
      ({ event, data }) =>
        `${event === undefined ? "" : `event: ${event}\n`}data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`,
    )
    .join(""),
});

function anthropic(body: Json, call: ToolCall | null, words: string, id: string) {
  const block =
    call === null
      ? { type: "text", text: words }
      : { type: "tool_use", id: `toolu_${id}`, name: call.name, input: call.input };
  const stop_reason = call === null ? "end_turn" : "tool_use";
  const message = { id, type: "message", role: "assistant", model: body.model, stop_sequence: null };
  const usage = { input_tokens: input, output_tokens: output };
  if (body.stream !== true) return json({ ...message, content: [block], stop_reason, usage });
  const delta =
    call === null
      ? { type: "text_delta", text: words }
      : { type: "input_json_delta", partial_json: JSON.stringify(call.input) };
  const opening = call === null ? { ...block, text: "" } : { ...block, input: {} };
  return events(
    [
      {
        type: "message_start",
        message: { ...message, content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } },
      },
      { type: "content_block_start", index: 0, content_block: opening },
      { type: "content_block_delta", index: 0, delta },
      { type: "content_block_stop", index: 0 },
      {
        type: "message_delta",
        delta: { stop_reason, stop_sequence: null },
        usage: { output_tokens: output },
      },
      { type: "message_stop" },
    ].map((data) => ({ event: data.type, data })),
  );
}

function chat(body: Json, call: ToolCall | null, words: string, id: string) {
  const usage = { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
  const head = { id, created: 1, model: body.model };
  const tool_calls = call && [
    { index: 0, id, type: "function", function: { name: call.name, arguments: JSON.stringify(call.input) } },
  ];
  const message = {
    role: "assistant",
    content: call === null ? words : null,
    ...(tool_calls && { tool_calls }),
  };
  const finish_reason = call === null ? "stop" : "tool_calls";
  if (body.stream !== true)
    return json({
      ...head,
      object: "chat.completion",
      choices: [{ index: 0, message, finish_reason }],
      usage,
    });
  const chunk = (choices: unknown[], rest: Json = {}) => ({
    data: { ...head, object: "chat.completion.chunk", choices, ...rest },
  });
  return events([
    chunk([{ index: 0, delta: message, finish_reason: null }]),
    chunk([{ index: 0, delta: {}, finish_reason }]),
    chunk([], { usage }),
    { data: "[DONE]" },
  ]);
}

function responses(body: Json, call: ToolCall | null, words: string, id: string) {
  const item =
    call === null
      ? {
          type: "message",
          id: `m_${id}`,
          role: "assistant",
          status: "completed",
          content: [{ type: "output_text", text: words, annotations: [] }],
        }
      : {
          type: "function_call",
          id: `f_${id}`,
          call_id: id,
          name: call.name,
          arguments: JSON.stringify(call.input),
          status: "completed",
        };
  const usage = {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens_details: { reasoning_tokens: 0 },
  };
  const response = {
    id,
    object: "response",
    created_at: 1,
    model: body.model,
    status: "completed",
    output: [item],
    usage,
  };
  if (body.stream !== true) return json(response);
  return events(
    [
      { type: "response.created", response: { ...response, status: "in_progress", output: [], usage: null } },
      { type: "response.output_item.added", output_index: 0, item },
      { type: "response.output_item.done", output_index: 0, item },
      { type: "response.completed", response },
    ].map((data) => ({ event: data.type, data })),
  );
}

function gemini(path: string, call: ToolCall | null, words: string) {
  const part = call === null ? { text: words } : { functionCall: { name: call.name, args: call.input } };
  const answer = {
    candidates: [{ index: 0, finishReason: "STOP", content: { role: "model", parts: [part] } }],
    usageMetadata: { promptTokenCount: input, candidatesTokenCount: output, totalTokenCount: input + output },
  };
  return path.includes("stream") ? events([{ data: answer }]) : json(answer);
}
