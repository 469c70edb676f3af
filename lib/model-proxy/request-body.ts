import { assertNever } from "@/lib/assert";
import type { Route } from "./routes";

export type JsonObject = { [key: string]: unknown };

export type PreparedBody =
  | { kind: "ready"; body: JsonObject; stripped: string[] }
  | { kind: "refused"; reason: string };

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Fields by which a request asks the vendor's servers to act, to fall back to another model, or to charge otherwise. */
const serverSideFields = [
  ...["mcp_servers", "container", "web_search_options", "plugins", "search_parameters", "background"],
  ...["models", "route", "provider", "fallbacks", "extra_body", "service_tier", "serviceTier", "prompt"],
  ...["conversation", "previous_response_id", "cachedContent"],
];

/** Tools that the agent's own side executes. Every other kind runs on the vendor's servers, with their network. */
function runsOnOurSide(tool: unknown, operation: Route["operation"]): boolean {
  if (!isObject(tool)) return false;
  const type = typeof tool.type === "string" ? tool.type : null;
  switch (operation) {
    case "messages":
    case "count_tokens":
      return type === null || type === "custom" || /^(?:bash|text_editor|memory)_\d{8}$/.test(type);
    case "chat":
      return type === "function" || type === "custom";
    case "responses":
      return type === "function" || type === "custom" || type === "local_shell" || type === "apply_patch";
    case "generate":
      return isObject(tool) && "functionDeclarations" in tool;
    default:
      return assertNever(operation, "operation");
  }
}

/** Tools of Gemini hold several kinds in one object; of those only declared functions stay. */
function trimTool(tool: unknown, operation: Route["operation"]): unknown {
  return operation === "generate" && isObject(tool)
    ? { functionDeclarations: tool.functionDeclarations }
    : tool;
}

const fetchedKeys = new Set(["url", "image_url", "file_url", "fileUri", "file_uri", "file_id", "fileId"]);
const partTypes = new Set([
  "image",
  "document",
  "image_url",
  "input_image",
  "input_file",
  "file",
  "video_url",
]);

/** An address in a picture or document part makes the vendor fetch it: a way out for whatever the address carries. */
function asksToFetch(value: unknown, insidePart = false, depth = 0): boolean {
  if (depth > 40) return true;
  if (Array.isArray(value)) return value.some((item) => asksToFetch(item, insidePart, depth + 1));
  if (!isObject(value)) return false;
  const part = insidePart || partTypes.has(String(value.type)) || isObject(value.fileData);
  return Object.entries(value).some(([key, inner]) => {
    // What a tool was called with is text for our own side, whatever its keys are called.
    if ((key === "input" || key === "args" || key === "response") && depth > 2) return false;
    if (part && fetchedKeys.has(key) && typeof inner === "string") return !inner.startsWith("data:");
    return asksToFetch(inner, part, depth + 1);
  });
}

/**
 * A request as it may go to the vendor: without the tools and fields that make the vendor's servers reach out, and with
 * the counts of a stream asked for.
 */
export function prepareBody(route: Route, given: unknown): PreparedBody {
  if (!isObject(given)) return { kind: "refused", reason: "The body is not a JSON object." };
  const body: JsonObject = { ...given };
  const stripped: string[] = [];
  for (const field of serverSideFields)
    if (field in body) {
      delete body[field];
      stripped.push(field);
    }
  if (Array.isArray(body.tools)) {
    const kept = body.tools.filter((tool) => runsOnOurSide(tool, route.operation));
    if (kept.length < body.tools.length)
      stripped.push(`${body.tools.length - kept.length} server-side tools`);
    if (kept.length > 0) body.tools = kept.map((tool) => trimTool(tool, route.operation));
    else {
      delete body.tools;
      delete body.tool_choice;
      delete body.toolConfig;
    }
  }
  for (const field of ["messages", "input", "contents", "system", "systemInstruction"])
    if (asksToFetch(body[field]))
      return { kind: "refused", reason: "Pictures and documents by address or file id are not passed on." };
  if (route.operation === "chat" && body.stream === true)
    body.stream_options = {
      ...(isObject(body.stream_options) ? body.stream_options : {}),
      include_usage: true,
    };
  if (route.operation === "responses") body.store = false;
  return { kind: "ready", body, stripped };
}

/** How long an answer the request asks for; null where it leaves that open. */
export function outputTokensWanted(route: Route, body: JsonObject): number | null {
  const config = isObject(body.generationConfig) ? body.generationConfig : {};
  const wanted =
    route.operation === "generate"
      ? config.maxOutputTokens
      : (body.max_output_tokens ?? body.max_completion_tokens ?? body.max_tokens);
  return typeof wanted === "number" && Number.isFinite(wanted) && wanted > 0 ? Math.floor(wanted) : null;
}

/** Sets the longest answer, in the protocol's own field. */
export function limitOutput(route: Route, body: JsonObject, tokensMax: number): JsonObject {
  switch (route.operation) {
    case "messages":
      return { ...body, max_tokens: tokensMax };
    case "chat":
      return "max_tokens" in body
        ? { ...body, max_tokens: tokensMax }
        : { ...body, max_completion_tokens: tokensMax };
    case "responses":
      return { ...body, max_output_tokens: tokensMax };
    case "generate": {
      const config = isObject(body.generationConfig) ? body.generationConfig : {};
      return { ...body, generationConfig: { ...config, maxOutputTokens: tokensMax, candidateCount: 1 } };
    }
    case "count_tokens":
      return body;
    default:
      return assertNever(route.operation, "operation");
  }
}
