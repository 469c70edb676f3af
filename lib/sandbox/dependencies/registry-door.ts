import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RegistryKind } from "@/lib/package-managers/types";
import { npmProtocol } from "./npm-protocol";
import { pythonProtocol } from "./python-protocol";
import type { RegistryProtocol } from "./registry-protocol";
import { readQuestion } from "./registry-question";

const requestsMax = 10_000;
const bytesMax = 2 * 1024 * 1024 * 1024;
/** Of an answer whose addresses are rewritten. */
const textBytesMax = 64 * 1024 * 1024;
const timeoutMs = 60_000;

export interface RegistryDoor {
  port: number;
  /** Of the registry as it is seen inside, with the slash at its end. */
  url: string;
  close(): Promise<void>;
}

const protocols: Readonly<Record<RegistryKind, (base: URL, doorUrl: string) => RegistryProtocol>> = {
  npm: npmProtocol,
  python: pythonProtocol,
};

/**
 * A door on our loopback that leads to one package registry and nowhere else: without credentials, with caps on requests
 * and bytes, and written to only where the registry is asked for known weaknesses. A command behind walls has no other
 * network, so whatever a repository's own settings name, this is what answers.
 */
export async function openRegistryDoor({
  kind,
  registryUrl,
  asks: mayAsk,
}: {
  kind: RegistryKind;
  registryUrl: string;
  /** Whether known weaknesses may be asked for. */
  asks: boolean;
}): Promise<RegistryDoor> {
  const base = new URL(registryUrl.endsWith("/") ? registryUrl : `${registryUrl}/`);
  let protocol: RegistryProtocol | null = null;
  let requests = 0;
  let bytes = 0;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refuse = (status: number): void => {
      response.writeHead(status).end();
    };
    requests += 1;
    if (requests > requestsMax || bytes > bytesMax) return refuse(429);
    const path = request.url ?? "/";
    // A question or a step up could carry something out, or lead out.
    if (path.includes("?") || path.includes("..") || path.startsWith("//")) return refuse(403);
    const asks = mayAsk && request.method === "POST";
    if (!asks && request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    const passage = asks ? protocol?.ask(path) : protocol?.read(path, request.headers.accept ?? "");
    if (!passage) return refuse(asks ? 405 : 403);
    const question = asks ? await readQuestion(request) : null;
    if (asks && question === null) return refuse(413);
    const answered = await fetch(passage.target, {
      method: request.method,
      // Nothing of the asker's: a header is a place to carry something out.
      headers: { accept: passage.accept, ...(asks && { "content-type": "application/json" }) },
      ...(question !== null && { body: question }),
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const type = answered.headers.get("content-type") ?? "application/octet-stream";
    const body = answered.body === null ? null : Readable.fromWeb(answered.body as WebStream);
    body?.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > bytesMax) body.destroy(new Error("More than a door lets through."));
    });
    if (body !== null && passage.rewrite !== null && answered.ok) {
      const text = (await collect(body, textBytesMax)).toString("utf8");
      response.writeHead(answered.status, { "content-type": type }).end(passage.rewrite(text));
      return;
    }
    response.writeHead(answered.status, { "content-type": type });
    if (body === null) response.end();
    else await pipeline(body, response);
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/`;
  protocol = protocols[kind](base, url);
  return {
    port,
    url,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type WebStream = Parameters<typeof Readable.fromWeb>[0];

async function collect(stream: Readable, bytesMax: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += (chunk as Buffer).length;
    if (bytes > bytesMax) throw new Error("More than a door lets through.");
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
