import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModelEndpoint } from "../types";

export interface EndpointSocket {
  /** A Unix socket that leads to the endpoint and to nothing else. */
  path: string;
  close(): Promise<void>;
}

/**
 * Opens a Unix socket in front of the endpoint. A network namespace ends at TCP but not at a socket that is a file: mounted
 * into the sandbox it is the one door, and whoever comes through it cannot choose where it leads.
 */
export async function openEndpointSocket({ port }: ModelEndpoint): Promise<EndpointSocket> {
  const folder = await mkdtemp(join(tmpdir(), "regreen-endpoint-"));
  const path = join(folder, "model.sock");
  const open = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true }, (inside) => {
    const proxy = connect({ host: "127.0.0.1", port, allowHalfOpen: true });
    for (const [from, to] of [
      [inside, proxy],
      [proxy, inside],
    ] as const) {
      open.add(from);
      from.pipe(to);
      from.on("error", () => to.destroy());
      from.on("close", () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(path, resolve);
    });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    path,
    async close() {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
