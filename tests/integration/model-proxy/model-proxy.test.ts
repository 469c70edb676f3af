import { afterEach, describe, expect, it } from "vitest";
import { type ModelCall, type ModelProxy, type ModelProxyOptions, startModelProxy } from "@/lib/model-proxy";
import { startUpstream } from "../../support/model/upstream";

const key = "sk-ant-canary-of-the-real-key";
const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function setUp(options: Partial<ModelProxyOptions>, answer: Parameters<typeof startUpstream>[0]) {
  const upstream = await startUpstream(answer);
  const calls: ModelCall[] = [];
  const proxy = await startModelProxy({
    protocol: "anthropic",
    endpoint: `${upstream.url}/v1`,
    key,
    models: ["model-a"],
    caps: { requestsMax: null, tokensMax: null, usdMax: null },
    price: null,
    onCall: (call) => calls.push(call),
    ...options,
  });
  closers.push(() => proxy.close(), upstream.close);
  return { upstream, proxy, calls };
}

function ask(proxy: ModelProxy, path: string, body: unknown, headers: Record<string, string> = {}) {
  return fetch(proxy.url + path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-api-key": proxy.token, ...headers },
    body: JSON.stringify(body),
  });
}

const counted = (input: number, output: number) => ({
  text: JSON.stringify({ usage: { input_tokens: input, output_tokens: output } }),
});
const messages = { model: "model-a", max_tokens: 1_000, messages: [] };

describe("the model proxy", () => {
  it("puts the real key in place of the run's token, and passes nothing else of the caller's on", async () => {
    const { upstream, proxy } = await setUp({}, () => counted(10, 5));
    const answer = await ask(proxy, "/v1/messages", messages, {
      cookie: "a=b",
      "x-forwarded-for": "1.2.3.4",
      "anthropic-beta": "interleaved-thinking-2025-05-14,mcp-client-2025-04-04,code-execution-2025-05-22",
    });
    expect(answer.status).toBe(200);
    expect(upstream.calls[0]?.headers).toMatchObject({
      "x-api-key": key,
      "anthropic-beta": "interleaved-thinking-2025-05-14",
    });
    expect(JSON.stringify(upstream.calls[0])).not.toContain(proxy.token);
    expect(upstream.calls[0]?.headers).not.toHaveProperty("cookie");
    expect(upstream.calls[0]?.headers).not.toHaveProperty("x-forwarded-for");
  });

  it("never shows the key to the caller, whatever the upstream answers", async () => {
    const { proxy } = await setUp({}, ({ headers }) => ({
      status: 401,
      headers: { "x-echo": String(headers["x-api-key"]) },
      text: "{}",
    }));
    const answer = await ask(proxy, "/v1/messages", messages);
    expect(answer.status).toBe(401);
    expect(JSON.stringify([...answer.headers])).not.toContain(key);
  });

  it.each([
    ["another token", { "x-api-key": "run-guess" }],
    ["the real key", { "x-api-key": key }],
    ["none", { "x-api-key": "" }],
  ])("is closed to %s", async (_what, headers) => {
    const { upstream, proxy } = await setUp({}, () => counted(1, 1));
    expect((await ask(proxy, "/v1/messages", messages, headers)).status).toBe(401);
    expect(upstream.calls).toHaveLength(0);
  });

  it("asks the named models only", async () => {
    const { upstream, proxy } = await setUp({}, () => counted(1, 1));
    expect((await ask(proxy, "/v1/messages", { ...messages, model: "model-b" })).status).toBe(403);
    expect((await ask(proxy, "/v1/messages", { ...messages, model: ["model-a"] })).status).toBe(403);
    expect(upstream.calls).toHaveLength(0);
  });

  it("follows no redirect", async () => {
    const { proxy } = await setUp({}, () => ({
      status: 307,
      headers: { location: "http://127.0.0.1:1/" },
      text: "",
    }));
    const answer = await ask(proxy, "/v1/messages", messages);
    expect(answer.status).toBe(502);
    expect(answer.headers.get("location")).toBeNull();
  });

  it("counts plain answers and streams of each protocol", async () => {
    const stream = (...events: unknown[]) => ({
      type: "text/event-stream",
      text: `${events.map((event) => `data: ${JSON.stringify(event)}`).join("\n\n")}\n\ndata: [DONE]\n\n`,
    });
    const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 10 };
    const cases = [
      {
        protocol: "anthropic" as const,
        path: "/v1/messages",
        answer: stream(
          { type: "message_start", message: { usage: { input_tokens: 100, cache_read_input_tokens: 900 } } },
          { type: "message_delta", usage: { output_tokens: 20 } },
          { type: "message_delta", usage: { output_tokens: 50 } },
        ),
      },
      {
        protocol: "openai" as const,
        path: "/v1/chat/completions",
        answer: stream({ choices: [{}] }, { usage: { prompt_tokens: 1_000, completion_tokens: 50 } }),
      },
      {
        protocol: "openai" as const,
        path: "/v1/responses",
        answer: stream({ response: { usage: { input_tokens: 1_000, output_tokens: 50 } } }),
      },
      {
        protocol: "gemini" as const,
        path: "/v1beta/models/model-a:generateContent",
        answer: {
          text: JSON.stringify({
            usageMetadata: { promptTokenCount: 1_000, candidatesTokenCount: 30, thoughtsTokenCount: 20 },
          }),
        },
      },
    ];
    for (const { protocol, path, answer } of cases) {
      const { proxy } = await setUp({ protocol, price }, () => answer);
      await (await ask(proxy, path, { ...messages, stream: true })).text();
      expect(proxy.usage()).toEqual({
        requests: 1,
        inputTokens: 1_000,
        outputTokens: 50,
        usd: 0.0015,
        refused: 0,
      });
    }
  });

  it("cuts an answer that no model gives, and counts all that was reserved for it", async () => {
    const { proxy, calls } = await setUp({}, () => ({ text: "x".repeat(20 * 1024 * 1024) }));
    const answer = await ask(proxy, "/v1/messages", messages);
    await expect(answer.text()).rejects.toThrow();
    expect(calls[0]?.usage.outputTokens).toBe(messages.max_tokens);
  });

  it("counts what it reserved where the answer tells no counts", async () => {
    const { proxy } = await setUp({}, () => ({ text: "{}" }));
    await ask(proxy, "/v1/messages", messages);
    expect(proxy.usage().outputTokens).toBe(1_000);
  });

  it("never lets a run pass its caps, however many calls it sends at once", async () => {
    const caps = { requestsMax: 50, tokensMax: 5_000, usdMax: null };
    const { upstream, proxy } = await setUp({ caps }, ({ body }) => counted(10, Number(body.max_tokens)));
    const answers = await Promise.all(Array.from({ length: 40 }, () => ask(proxy, "/v1/messages", messages)));
    for (let more = 0; more < 20; more += 1) await ask(proxy, "/v1/messages", messages);
    expect(proxy.usage().inputTokens + proxy.usage().outputTokens).toBeLessThanOrEqual(5_000);
    expect(answers.filter((answer) => answer.status === 403).length).toBeGreaterThan(30);
    expect(upstream.calls.length).toBe(proxy.usage().requests);
  });

  it("asks before each call with what it may use at most, and sends nothing that is refused", async () => {
    const asked: number[] = [];
    const { upstream, proxy } = await setUp(
      {
        reserve: async ({ outputTokens }) => {
          asked.push(outputTokens);
          return asked.length > 1 ? "The budget of the organization is spent." : null;
        },
      },
      () => counted(10, 5),
    );
    expect((await ask(proxy, "/v1/messages", messages)).status).toBe(200);
    const refused = await ask(proxy, "/v1/messages", messages);
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("budget of the organization is spent"),
    ]);
    expect(asked).toEqual([1_000, 1_005]);
    expect(upstream.calls).toHaveLength(1);
    expect(proxy.usage()).toMatchObject({ requests: 1, inputTokens: 10, outputTokens: 5, refused: 1 });
  });

  it("tells counts and reasons of each call, never a text", async () => {
    const { proxy, calls } = await setUp({}, () => counted(7, 3));
    const secret = "the prompt's own words";
    await ask(proxy, "/v1/messages", {
      ...messages,
      tools: [{ type: "web_search_20250305" }],
      messages: [{ role: "user", content: secret }],
    });
    await ask(proxy, "/v1/files", {});
    expect(calls).toMatchObject([
      { status: 200, refusal: null, stripped: ["1 server-side tools"] },
      { status: 404, refusal: "POST /v1/files is not passed on." },
    ]);
    expect(JSON.stringify(calls)).not.toContain(secret);
  });

  it("ends calls under way when it closes", async () => {
    const { proxy } = await setUp({ endpoint: "http://127.0.0.1:1/v1" }, () => counted(1, 1));
    await proxy.close();
    closers.shift();
    await expect(ask(proxy, "/v1/messages", messages)).rejects.toThrow();
  });
});
