import http from "node:http";
import type { AddressInfo } from "node:net";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/node";

/** An app as the engine sees one: an HTTP server with the SDK's handler. What it serves can be exchanged, as in hot reload. */
export type App = {
  url: string;
  port: number;
  serve(client: Inngest.Any, functions: readonly InngestFunction.Any[]): void;
  /** Answers every request with this instead, as a framework does while it cannot build the app. */
  breakWith(status: number, body: string): void;
  close(): Promise<void>;
};

export async function startApp(port = 0): Promise<App> {
  let handler: http.RequestListener = (_request, response) => {
    response.writeHead(503);
    response.end();
  };
  const server = http.createServer((request, response) => handler(request, response));
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${taken}/api/inngest`,
    port: taken,
    serve: (client, functions) => {
      handler = serve({ client, functions });
    },
    breakWith: (status, body) => {
      handler = (_request, response) => {
        response.writeHead(status);
        response.end(body);
      };
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
