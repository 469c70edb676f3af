import { describe, expect, it } from "vitest";
import { prepareBody } from "@/lib/model-proxy/request-body";
import { routeOf } from "@/lib/model-proxy/routes";

function prepared(protocol: "anthropic" | "openai" | "gemini", path: string, body: unknown) {
  const route = routeOf(protocol, path);
  if (route === null) throw new Error(`${path} has no route`);
  return prepareBody(route, body);
}

describe("tools that run on the vendor's servers", () => {
  const cases = [
    ["anthropic", "/v1/messages", { type: "web_search_20250305", name: "web_search" }, { name: "Edit" }],
    ["anthropic", "/v1/messages", { type: "web_fetch_20250910", name: "web_fetch" }, { name: "Read" }],
    ["anthropic", "/v1/messages", { type: "code_execution_20250825", name: "code" }, { name: "Read" }],
    ["openai", "/v1/chat/completions", { type: "web_search" }, { type: "function", function: {} }],
    ["openai", "/v1/responses", { type: "web_search_preview" }, { type: "function", name: "edit" }],
    [
      "openai",
      "/v1/responses",
      { type: "mcp", server_url: "https://x.example" },
      { type: "custom", name: "x" },
    ],
    ["openai", "/v1/responses", { type: "code_interpreter" }, { type: "local_shell" }],
    ["gemini", "/v1beta/models/m:generateContent", { googleSearch: {} }, { functionDeclarations: [] }],
    ["gemini", "/v1beta/models/m:generateContent", { urlContext: {} }, { functionDeclarations: [] }],
  ] as const;

  it.each(cases)("%s %s: %o is cut out, %o stays", (protocol, path, foreign, own) => {
    const result = prepared(protocol, path, { tools: [foreign, own] });
    expect(result).toMatchObject({ kind: "ready", body: { tools: [own] } });
    expect(result.kind === "ready" && result.stripped).toEqual(["1 server-side tools"]);
  });

  it("are cut out of a tool of Gemini that has several kinds in one", () => {
    const tool = { functionDeclarations: [{ name: "edit" }], googleSearch: {}, codeExecution: {} };
    expect(prepared("gemini", "/v1beta/models/m:generateContent", { tools: [tool] })).toMatchObject({
      body: { tools: [{ functionDeclarations: [{ name: "edit" }] }] },
    });
  });
});

describe("a request", () => {
  it.each([
    ["mcp_servers", "anthropic", "/v1/messages"],
    ["container", "anthropic", "/v1/messages"],
    ["web_search_options", "openai", "/v1/chat/completions"],
    ["plugins", "openai", "/v1/chat/completions"],
    ["models", "openai", "/v1/chat/completions"],
    ["background", "openai", "/v1/responses"],
    ["previous_response_id", "openai", "/v1/responses"],
  ] as const)("loses %s", (field, protocol, path) => {
    const result = prepared(protocol, path, { model: "m", [field]: "x" });
    expect(result).toMatchObject({ kind: "ready", stripped: [field] });
    expect(result.kind === "ready" && field in result.body).toBe(false);
  });

  it("asks a chat stream for its counts", () => {
    expect(prepared("openai", "/v1/chat/completions", { stream: true })).toMatchObject({
      body: { stream_options: { include_usage: true } },
    });
  });

  it.each([
    [
      "anthropic",
      "/v1/messages",
      { type: "image", source: { type: "url", url: "https://x.example/?secret" } },
    ],
    ["anthropic", "/v1/messages", { type: "document", source: { type: "file", file_id: "file_1" } }],
    ["openai", "/v1/chat/completions", { type: "image_url", image_url: { url: "https://x.example/" } }],
    ["openai", "/v1/responses", { type: "input_image", image_url: "https://x.example/" }],
  ] as const)("%s %s: is refused with a part that the vendor would fetch", (protocol, path, part) => {
    const field = path.endsWith("responses") ? "input" : "messages";
    const body = { [field]: [{ role: "user", content: [part] }] };
    expect(prepared(protocol, path, body).kind).toBe("refused");
  });

  it("may speak of addresses in what a tool of ours was called with", () => {
    const call = { type: "tool_use", id: "1", name: "Look", input: { url: "https://x.example/" } };
    expect(
      prepared("anthropic", "/v1/messages", { messages: [{ role: "assistant", content: [call] }] }).kind,
    ).toBe("ready");
  });
});

describe("a path", () => {
  it.each([
    ["anthropic", "/v1/files"],
    ["anthropic", "/v1/messages/batches"],
    ["openai", "/v1/files"],
    ["openai", "/v1/containers"],
    ["openai", "/v1/messages"],
    ["gemini", "/v1beta/files"],
    ["gemini", "/v1beta/models/../files:generateContent"],
  ] as const)("%s %s is not passed on", (protocol, path) => {
    expect(routeOf(protocol, path)).toBeNull();
  });
});
