import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const requestsMax = 10_000;
const bytesMax = 2 * 1024 * 1024 * 1024;
const timeoutMs = 60_000;

export interface RegistryDoor {
  port: number;
  close(): Promise<void>;
}

/**
 * A door on our loopback that leads to one package registry and nowhere else: reads only, without credentials, with a cap on
 * requests and bytes. An installation behind walls has no other network.
 */
export async function openRegistryDoor(registryUrl: string): Promise<RegistryDoor> {
  const base = new URL(registryUrl.endsWith("/") ? registryUrl : `${registryUrl}/`);
  let requests = 0;
  let bytes = 0;
  const server: Server = createServer(async (request, response) => {
    const refuse = (status: number): void => {
      response.writeHead(status).end();
    };
    requests += 1;
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    if (requests > requestsMax || bytes > bytesMax) return refuse(429);
    const target = targetOf(base, request.url ?? "/");
    if (target === null) return refuse(403);
    try {
      const answer = await fetch(target, {
        method: request.method,
        // Nothing of the asker's: a header is a place to carry something out.
        headers: { accept: "*/*" },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      response.writeHead(answer.status, {
        "content-type": answer.headers.get("content-type") ?? "application/octet-stream",
      });
      if (answer.body === null) {
        response.end();
        return;
      }
      const body = Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]);
      body.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > bytesMax) body.destroy(new Error("More than a door lets through."));
      });
      await pipeline(body, response);
    } catch {
      if (response.headersSent) response.destroy();
      else refuse(502);
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** An address below the registry's own; null for one that leads out of it, or that carries a question. */
function targetOf(base: URL, path: string): URL | null {
  if (path.includes("?") || path.includes("..") || path.startsWith("//")) return null;
  const target = new URL(`.${path}`, base);
  return target.origin === base.origin && target.pathname.startsWith(base.pathname) ? target : null;
}
