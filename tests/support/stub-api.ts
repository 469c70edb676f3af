import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

export interface StubAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface StubRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  authorization: string | null;
}

/**
 * A provider's API at the edge of the world: answers by path, and remembers what it was asked. `stop` throws where that was
 * anything but reads.
 */
export async function listenStubApi(answer: (request: StubRequest) => StubAnswer | null) {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const request = requestOf(incoming);
    requests.push(request);
    const found = answer(request) ?? { status: 404, body: { message: "Not found" } };
    const { status = 200, headers = {}, body = {} } = found;
    const text = typeof body === "string" ? body : JSON.stringify(body);
    outgoing.writeHead(status, { "content-type": "application/json", ...headers }).end(text);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
    const writes = requests
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path}`);
    if (writes.length > 0)
      throw new Error(`Regreen only reads from its providers, but sent:\n${writes.join("\n")}`);
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop };
}

/** The same for one test, closed after it. */
export async function startStubApi(answer: (request: StubRequest) => StubAnswer | null) {
  const api = await listenStubApi(answer);
  onTestFinished(api.stop);
  return api;
}

function requestOf(incoming: IncomingMessage): StubRequest {
  const url = new URL(incoming.url ?? "/", "http://stub");
  return {
    method: incoming.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    authorization: incoming.headers.authorization ?? null,
  };
}
