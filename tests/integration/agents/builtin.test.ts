import { afterEach, describe, expect, it } from "vitest";
import { createBuiltinAgent } from "@/lib/agents/builtin";
import { BuiltinOptions } from "@/lib/domain/agent-settings";
import { startModelProxy } from "@/lib/model-proxy";
import { briefWith } from "../../support/agents/brief";
import { changes, letWork } from "../../support/agents/workshop";
import type { Act } from "../../support/model/acts";
import { startModelStub } from "../../support/model/model-stub";
import { startUpstream } from "../../support/model/upstream";

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Protocol = "anthropic" | "openai";
const endpoints = { anthropic: "https://api.anthropic.com/v1", openai: "https://models.example/v1" };

async function doorTo(upstreamUrl: string, protocol: Protocol, requestsMax = 50) {
  const proxy = await startModelProxy({
    protocol,
    endpoint: `${upstreamUrl}/v1`,
    key: "sk-real",
    models: ["m"],
    caps: { requestsMax, tokensMax: null, usdMax: null },
    price: null,
  });
  closers.push(() => proxy.close());
  return proxy;
}

function builtin(protocol: Protocol, endpoint = endpoints[protocol]) {
  return createBuiltinAgent({
    id: "own",
    secret: () => null,
    options: BuiltinOptions.parse({ kind: "builtin", model: { protocol, endpoint, model: "m" } }),
  });
}

const files = {
  "sum.js": "export const sum = (a, b) => a - b;\n",
  "sum.test.js":
    'import test from "node:test";\nimport assert from "node:assert";\nimport { sum } from "./sum.js";\ntest("adds", () => assert.equal(sum(1, 2), 3));\n',
  "package.json": '{ "type": "module" }\n',
};
const edit: Act = { kind: "edit", path: "sum.js", before: "a - b", after: "a + b" };

async function work(
  script: readonly Act[],
  rest: { protocol?: Protocol; endpoint?: string } & Parameters<typeof letWork>[4] = {},
) {
  const { protocol = "openai" } = rest;
  const stub = await startModelStub(script);
  closers.push(stub.close);
  const proxy = await doorTo(stub.url, protocol);
  const model = { protocol, model: "m", url: proxy.url, token: proxy.token };
  const handiwork = await letWork(builtin(protocol, rest.endpoint), files, briefWith({}), 1, {
    model,
    ...rest,
  });
  return { ...handiwork, usage: proxy.usage(), asked: stub.calls };
}

describe("the built-in agent", () => {
  it.each([
    ["anthropic's messages", "anthropic", endpoints.anthropic],
    ["OpenAI's responses", "openai", "https://api.openai.com/v1"],
    ["compatible chat", "openai", endpoints.openai],
  ] as const)("looks, edits, runs the tests and ends, over %s", async (_what, protocol, endpoint) => {
    const { report, patch, said, usage } = await work(
      [
        { kind: "read", path: "sum.js" },
        edit,
        { kind: "run", command: "node --test sum.test.js" },
        { kind: "end", words: "The operator was wrong." },
      ],
      { protocol, endpoint },
    );
    expect(report).toEqual({ kind: "edited", notes: "The operator was wrong." });
    expect(changes(patch)).toEqual([
      "-export const sum = (a, b) => a - b;",
      "+export const sum = (a, b) => a + b;",
    ]);
    expect(said).toContain("← exit code 0");
    expect(usage).toMatchObject({ requests: 4, inputTokens: 4_000, outputTokens: 200 });
  });

  it("is refused protected files and paths outside, and goes on", async () => {
    const { patch, said } = await work([
      { ...edit, path: "package.json", before: "module", after: "commonjs" },
      { ...edit, path: "../../../etc/hostname" },
      edit,
      { kind: "end", words: "Done." },
    ]);
    expect(patch.files.map(({ path }) => path)).toEqual(["sum.js"]);
    expect(said.filter((line) => line.startsWith("✗"))).toHaveLength(2);
  });

  it("leaves nothing of what its commands write", async () => {
    const { patch } = await work([
      { kind: "run", command: "echo x > left-behind" },
      { kind: "end", words: "Done." },
    ]);
    expect(patch.files).toEqual([]);
  });

  it("hears what people say between its steps", async () => {
    const { said, asked } = await work(
      [
        { kind: "read", path: "sum.js" },
        { kind: "end", words: "Done." },
      ],
      {
        messages: [["Look at the operator."]],
      },
    );
    expect(said).toContain("Told: Look at the operator.");
    expect(JSON.stringify(asked.at(-1)?.body)).toContain("Look at the operator.");
  });

  it("ends when it has used as many tools as it may", async () => {
    const { report } = await work(
      [{ kind: "read", path: "sum.js" }, { kind: "read", path: "sum.js" }, edit, edit],
      {
        toolCallsMax: 2,
      },
    );
    expect(report.notes).toContain("as many tools");
  });

  it("may end honourably in words", async () => {
    const { report } = await work([{ kind: "end", words: "REGREEN: cannot reproduce: it passes here" }]);
    expect(report).toEqual({ kind: "gave_up", reason: "cannot_reproduce", notes: "it passes here" });
  });

  it("has failed where its model does not answer, and says with what", async () => {
    const upstream = await startUpstream(() => ({
      status: 400,
      text: '{"error":{"message":"no such model"}}',
    }));
    closers.push(upstream.close);
    const proxy = await doorTo(upstream.url, "openai");
    const model = { protocol: "openai" as const, model: "m", url: proxy.url, token: proxy.token };
    const { report } = await letWork(builtin("openai"), files, briefWith({}), 1, { model });
    expect(report).toMatchObject({ kind: "failed", notes: expect.stringContaining("no such model") });
  });

  it.each(["openai", "anthropic"] as const)(
    "asks the model and the endpoint of its settings alone over %s, whatever the environment names, and no other where that one refuses (S2-97, S2-101)",
    async (protocol) => {
      const drift = await startUpstream(() => ({ text: "{}" }));
      const upstream = await startUpstream(() => ({
        status: 404,
        text: '{"type":"error","error":{"type":"not_found_error","message":"gone"}}',
      }));
      closers.push(upstream.close, drift.close);
      const names = ["OPENAI_BASE_URL", "ANTHROPIC_BASE_URL", "OPENAI_API_BASE", "HTTPS_PROXY", "HTTP_PROXY"];
      const before = names.map((name) => [name, process.env[name]] as const);
      for (const name of names) process.env[name] = drift.url;
      const proxy = await doorTo(upstream.url, protocol);
      const model = { protocol, model: "m", url: proxy.url, token: proxy.token };
      const { report } = await letWork(builtin(protocol), files, briefWith({}), 1, { model });
      for (const [name, value] of before)
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      expect(report).toMatchObject({ kind: "failed", notes: expect.stringContaining("gone") });
      expect(drift.calls).toEqual([]);
      expect(upstream.calls.map(({ body }) => body.model)).toEqual(["m"]);
    },
  );

  it("stops at the cap of requests", async () => {
    const stub = await startModelStub([{ kind: "read", path: "sum.js" }]);
    closers.push(stub.close);
    const proxy = await doorTo(stub.url, "openai", 3);
    const model = { protocol: "openai" as const, model: "m", url: proxy.url, token: proxy.token };
    const { report } = await letWork(builtin("openai"), files, briefWith({}), 1, { model });
    expect(report).toMatchObject({ kind: "failed", notes: expect.stringContaining("All 3 requests") });
    expect(stub.calls).toHaveLength(3);
  });
});
