import type { AddressInfo } from "node:net";
import { type ServerType, serve } from "@hono/node-server";
import type { Handler } from "./control/fault-gate";

/** A server on the loopback interface that already has its address, and answers as soon as it is told how. */
export interface Listening {
  url: string;
  answer: Handler;
  close(): Promise<void>;
}

export async function listen(port: number): Promise<Listening> {
  const listening: Listening = {
    url: "",
    answer: () => new Response("Starting", { status: 503 }),
    close: () => shut(server),
  };
  const server = await new Promise<ServerType>((resolve, reject) => {
    const fetch: Parameters<typeof serve>[0]["fetch"] = (request, bindings) =>
      listening.answer(request, bindings as Parameters<Handler>[1]);
    const started = serve({ fetch, port, hostname: "127.0.0.1" }, () => resolve(started));
    started.on("error", reject);
  });
  listening.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return listening;
}

function shut(server: ServerType): Promise<void> {
  if ("closeAllConnections" in server) server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
