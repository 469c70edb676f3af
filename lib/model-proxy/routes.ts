import type { ModelProtocol } from "@/lib/domain/model";

/** One call that the proxy knows how to count. Everything else is refused: files, batches, assistants, hosted agents. */
export interface Route {
  protocol: ModelProtocol;
  operation: "messages" | "chat" | "responses" | "generate" | "count_tokens";
  /** After the endpoint's own base path. */
  upstreamPath: string;
  /** The model where the path names it. */
  model: string | null;
  streams: boolean | null;
}

const gemini = /^\/v1(?:beta)?\/models\/([\w.-]{1,100}):(generateContent|streamGenerateContent|countTokens)$/;

/**
 * What a path means under one protocol; null where it is not passed on. Base paths are those of the vendors' own
 * libraries: `/v1` for Anthropic and OpenAI, `/v1beta` for Gemini.
 */
export function routeOf(protocol: ModelProtocol, path: string): Route | null {
  const plain = { protocol, model: null, streams: null };
  if (protocol === "anthropic") {
    if (path === "/v1/messages") return { ...plain, operation: "messages", upstreamPath: "/messages" };
    if (path === "/v1/messages/count_tokens")
      return { ...plain, operation: "count_tokens", upstreamPath: "/messages/count_tokens" };
    return null;
  }
  if (protocol === "openai") {
    if (path === "/v1/chat/completions")
      return { ...plain, operation: "chat", upstreamPath: "/chat/completions" };
    if (path === "/v1/responses") return { ...plain, operation: "responses", upstreamPath: "/responses" };
    return null;
  }
  const [, model, verb] = gemini.exec(path) ?? [];
  if (model === undefined || verb === undefined) return null;
  return {
    protocol,
    operation: verb === "countTokens" ? "count_tokens" : "generate",
    upstreamPath: `/models/${model}:${verb}`,
    model,
    streams: verb === "streamGenerateContent",
  };
}
