import http, { type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { cancelRun } from "./cancellation";
import { acceptCheckpoint } from "./checkpoint";
import type { EngineContext } from "./context";
import { EngineRefusal, errorText } from "./errors";
import { acceptEvents } from "./events";
import { registerFunctions } from "./registration";
import { isBearerOf, sameText } from "./signatures";

/** The engine's own HTTP side: what the SDK inside the app calls. Loopback only, and every call needs a key all the same. */

type Reply = { status: number; body: unknown };

const bodyBytesMax = 32 * 1024 * 1024;
const unauthorized: Reply = { status: 401, body: { status: 401, error: "Unauthorized" } };

export type EngineServer = { baseUrl: string; close(): Promise<void> };

export type Door = {
  /** Holds events back until the functions that may want them are known. False: they are still unknown. */
  isOpen(): Promise<boolean>;
};

export async function startServer(
  engine: EngineContext,
  host: string,
  port: number,
  door: Door,
): Promise<EngineServer> {
  const server = http.createServer((request, response) => {
    reply(engine, request, door)
      .catch((error: unknown): Reply => {
        engine.log.error({ url: request.url, error: errorText(error) }, "engine: a request failed");
        return {
          status: 500,
          body: { status: 500, error: "The engine could not do this; its log says why." },
        };
      })
      .then(({ status, body }) => {
        response.writeHead(status, { "content-type": "application/json" });
        response.end(JSON.stringify(body));
      });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    baseUrl: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function reply(engine: EngineContext, request: IncomingMessage, door: Door): Promise<Reply> {
  const { pathname } = new URL(request.url ?? "/", "http://engine");
  const [, first, second, third, fourth] = pathname.split("/").map(decode);
  const route = `${request.method} /${first}`;
  if (route === "POST /e") {
    if (!sameText(second ?? "", engine.keys.eventKey)) return unauthorized;
    return replyToEvents(engine, request, door);
  }
  if (!isBearerOf(request.headers.authorization, engine.keys.signingKey)) return unauthorized;
  if (route === "POST /fn" && second === "register") return replyToRegistration(engine, request);
  if (route === "POST /v1" && second === "checkpoint" && fourth === "async") {
    const body = await readJson(request);
    if (!body.ok) return body.reply;
    const answer = await acceptCheckpoint(engine, body.value);
    return { status: answer.status, body: answer };
  }
  if (route === "DELETE /v1" && second === "runs" && third) {
    const found = await cancelRun(engine, third);
    return found ? { status: 200, body: {} } : notHere("No such run is under way.");
  }
  return notHere(`The embedded engine has no ${request.method} ${pathname}.`);
}

function notHere(error: string): Reply {
  return { status: 404, body: { status: 404, error } };
}

async function replyToEvents(engine: EngineContext, request: IncomingMessage, door: Door): Promise<Reply> {
  const body = await readJson(request);
  if (!body.ok) return body.reply;
  if (!(await door.isOpen())) {
    return {
      status: 503,
      body: { status: 503, ids: [], error: "The app's functions are not known yet: try again." },
    };
  }
  const seed = request.headers["x-inngest-event-id-seed"];
  const answer = await acceptEvents(engine, body.value, typeof seed === "string" ? seed : undefined);
  return { status: answer.status, body: answer };
}

async function replyToRegistration(engine: EngineContext, request: IncomingMessage): Promise<Reply> {
  const body = await readJson(request);
  if (!body.ok) return body.reply;
  try {
    const modified = await registerFunctions(engine, body.value);
    return { status: 200, body: { ok: true, status: 200, modified } };
  } catch (error) {
    if (error instanceof EngineRefusal)
      return { status: 400, body: { ok: false, status: 400, error: error.message } };
    throw error;
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

type Body = { ok: true; value: unknown } | { ok: false; reply: Reply };

async function readJson(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax)
      return {
        ok: false,
        reply: { status: 413, body: { status: 413, error: "The body is larger than 32 MB." } },
      };
    chunks.push(chunk);
  }
  try {
    return { ok: true, value: JSON.parse(Buffer.concat(chunks).toString("utf8")) };
  } catch {
    return { ok: false, reply: { status: 400, body: { status: 400, error: "The body is not JSON." } } };
  }
}
