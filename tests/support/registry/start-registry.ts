import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";

export interface Asked {
  line: string;
  headers: IncomingMessage["headers"];
}

/** A server on loopback that remembers what it was asked. */
export async function startRegistry(answer: (origin: string) => RequestListener) {
  const asked: Asked[] = [];
  let listener: RequestListener = () => {};
  const server = createServer((request, response) => {
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers });
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  listener = answer(origin);
  return {
    origin,
    asked,
    lines: () => asked.map(({ line }) => line),
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
