import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import {
  type ModelCaps,
  type ModelPrice,
  type ModelProtocol,
  type ModelUsage,
  usdOf,
} from "@/lib/domain/model";
import { admitCall } from "./admit-call";
import { carriesToken, upstreamHeaders } from "./headers";
import { createUsageReader } from "./read-usage";
import { limitOutput, outputTokensWanted, prepareBody } from "./request-body";
import { routeOf } from "./routes";

/** One call as it may be logged. */
export interface ModelCall {
  status: number;
  usage: ModelUsage;
  /** Why it was turned away here; null where it was passed on. */
  refusal: string | null;
  /** What was cut out of the request, by name. */
  stripped: readonly string[];
}

export interface ModelProxyOptions {
  protocol: ModelProtocol;
  /** Base address as the vendor's own library takes it, such as `https://api.openai.com/v1`. The only place calls go to. */
  endpoint: string;
  /** Stays here. Null for an endpoint that asks for none. */
  key: string | null;
  /** The only models that may be asked, by their exact names. */
  models: readonly string[];
  caps: ModelCaps;
  price: ModelPrice | null;
  /**
   * Asked before each call, with what the run has used, calls under way and this one counted with the most that they may use.
   * A sentence refuses it.
   */
  reserve?: (usage: ModelUsage) => Promise<string | null>;
  /** Told after each call: how it went and what it used so far, never a text. */
  onCall?: (call: ModelCall) => void;
}

export interface ModelProxy {
  /** On loopback, without a path; the vendors' own paths (`/v1/…`, `/v1beta/…`) hang below it. */
  url: string;
  port: number;
  /** Worth something on this proxy only, and only until it closes. */
  token: string;
  usage(): ModelUsage;
  close(): Promise<void>;
}

const bodyBytesMax = 32 * 1024 * 1024;
/** No model says that much; who asked would have to hold all of it. */
const answerBytesMax = 16 * 1024 * 1024;
const callsSideBySideMax = 4;
const callSecondsMax = 600;

/**
 * A door to one model for one agent run. The agent holds a token that opens this door and nothing else; the key, the
 * address, the models and the caps are ours, and only counts are kept of what goes through.
 */
export async function startModelProxy(options: ModelProxyOptions): Promise<ModelProxy> {
  const token = `run-${randomBytes(24).toString("base64url")}`;
  const spent = { requests: 0, inputTokens: 0, outputTokens: 0 };
  const held = { inputTokens: 0, outputTokens: 0 };
  const closing = new AbortController();
  let refused = 0;
  let underWay = 0;

  function usageOf(counts: typeof spent): ModelUsage {
    return { ...counts, usd: options.price === null ? null : usdOf(options.price, counts), refused };
  }
  const usage = () => usageOf(spent);
  /** With what calls under way may use at most. */
  const usageHeld = () =>
    usageOf({
      requests: spent.requests,
      inputTokens: spent.inputTokens + held.inputTokens,
      outputTokens: spent.outputTokens + held.outputTokens,
    });
  function refuse(response: ServerResponse, status: number, reason: string): void {
    refused += 1;
    answerError(response, status, reason);
    options.onCall?.({ status, usage: usage(), refusal: reason, stripped: [] });
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://proxy");
    if (!carriesToken(request.headers, token)) return refuse(response, 401, "This is not the run's token.");
    if (request.method === "GET" && /^\/v1(?:beta)?\/models$/.test(pathname))
      return answerModels(response, options.models);
    const route = request.method === "POST" ? routeOf(options.protocol, pathname) : null;
    if (route === null) return refuse(response, 404, `${request.method} ${pathname} is not passed on.`);

    const text = await readBody(request);
    if (text === null) return refuse(response, 413, "The request is too large.");
    const prepared = prepareBody(route, parseJson(text));
    if (prepared.kind === "refused") return refuse(response, 400, prepared.reason);
    const model = route.model ?? prepared.body.model;
    if (typeof model !== "string" || !options.models.includes(model))
      return refuse(
        response,
        403,
        `This run may ask ${options.models.join(", ")} only, not ${JSON.stringify(model)?.slice(0, 100)}.`,
      );
    // Not 429: a client would wait and ask again, and these do not pass by waiting.
    if (underWay >= callsSideBySideMax) return refuse(response, 403, "Too many calls at the same time.");
    const admission = admitCall(
      spent,
      held,
      { bodyBytes: Buffer.byteLength(text), outputTokensWanted: outputTokensWanted(route, prepared.body) },
      options.caps,
      options.price,
    );
    if (admission.kind === "refused") return refuse(response, 403, admission.reason);

    const { reserved } = admission;
    spent.requests += 1;
    held.inputTokens += reserved.inputTokens;
    held.outputTokens += reserved.outputTokens;
    underWay += 1;
    const release = () => {
      underWay -= 1;
      held.inputTokens -= reserved.inputTokens;
      held.outputTokens -= reserved.outputTokens;
    };
    const overBudget = await options.reserve?.(usageHeld()).catch(() => "Its budget could not be asked.");
    if (overBudget) {
      release();
      spent.requests -= 1;
      return refuse(response, 403, overBudget);
    }
    let used = { inputTokens: 0, outputTokens: 0 };
    let status = 502;
    const leaves = new AbortController();
    try {
      response.on("close", () => leaves.abort());
      const upstream = await fetch(`${options.endpoint}${route.upstreamPath}${streamQuery(searchParams)}`, {
        method: "POST",
        redirect: "manual",
        headers: upstreamHeaders(options.protocol, request.headers, options.key),
        body: JSON.stringify(limitOutput(route, prepared.body, admission.outputTokensMax)),
        signal: AbortSignal.any([closing.signal, leaves.signal, AbortSignal.timeout(callSecondsMax * 1_000)]),
      });
      status = upstream.status >= 300 && upstream.status < 400 ? 502 : upstream.status;
      // From here on the vendor may charge: without counts in the answer, all that was reserved counts as used.
      if (upstream.ok && route.operation !== "count_tokens") used = reserved;
      const counted = await passOn(upstream, status, response, leaves.signal);
      if (upstream.ok && counted !== null && route.operation !== "count_tokens") used = counted;
    } catch {
      if (!response.headersSent) answerError(response, 502, "The model endpoint did not answer.");
      else response.destroy();
    } finally {
      release();
      spent.inputTokens += used.inputTokens;
      spent.outputTokens += used.outputTokens;
      options.onCall?.({ status, usage: usage(), refusal: null, stripped: prepared.stripped });
    }
  }

  const server = createServer((request, response) => {
    response.on("error", () => {});
    handle(request, response).catch(() => answerError(response, 500, "The model proxy failed."));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    token,
    usage,
    async close() {
      closing.abort();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** Copies the answer while it comes, and answers the tokens that it counts. */
async function passOn(upstream: Response, status: number, response: ServerResponse, callerLeft: AbortSignal) {
  const type = upstream.headers.get("content-type") ?? "application/json";
  const retryAfter = upstream.headers.get("retry-after");
  response.writeHead(status, {
    "content-type": type,
    ...(retryAfter !== null && { "retry-after": retryAfter }),
  });
  const reader = createUsageReader(type.includes("event-stream"));
  const chunks =
    upstream.body === null ? [] : Readable.fromWeb(upstream.body as NodeReadableStream<Uint8Array>);
  let bytes = 0;
  for await (const chunk of chunks as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > answerBytesMax) throw new Error("The answer is too large.");
    reader.read(chunk);
    if (!response.write(chunk)) await once(response, "drain", { signal: callerLeft });
  }
  response.end();
  return reader.end();
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > bodyBytesMax) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Gemini's switch between JSON and events. Its `key` parameter never goes on. */
function streamQuery(given: URLSearchParams): string {
  return given.get("alt") === "sse" ? "?alt=sse" : "";
}

/** In a shape that the libraries of all three vendors show as an error with its message. */
function answerError(response: ServerResponse, status: number, message: string): void {
  if (response.headersSent) return;
  const type = status === 401 ? "authentication_error" : "permission_error";
  response.writeHead(status, { "content-type": "application/json", "x-should-retry": "false" });
  response.end(
    JSON.stringify({
      type: "error",
      error: { type, code: status, status: "PERMISSION_DENIED", message: `Regreen: ${message}` },
    }),
  );
}

function answerModels(response: ServerResponse, models: readonly string[]): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(
    JSON.stringify({
      object: "list",
      data: models.map((id) => ({ id, object: "model", type: "model", display_name: id })),
      models: models.map((id) => ({ name: `models/${id}`, displayName: id })),
      has_more: false,
    }),
  );
}
