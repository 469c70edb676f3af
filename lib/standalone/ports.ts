import { createServer } from "node:net";

/** Whether nothing listens on the port: of loopback, or of every address where `host` is left out. */
export async function isPortFree(port: number, host?: string): Promise<boolean> {
  return (await listenOnce(port, host)) !== null;
}

/** A port of loopback that the system has just given out and that nobody listens on. */
export async function freePort(): Promise<number> {
  const port = await listenOnce(0, "127.0.0.1");
  if (port === null) throw new Error("No port is free on 127.0.0.1.");
  return port;
}

function listenOnce(port: number, host?: string): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen({ port, host }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}
