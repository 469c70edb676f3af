import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname } from "node:path";
import { z } from "zod";

const Ports = z.object({ product: z.int(), lab: z.int(), blobs: z.int() });
export type Ports = z.infer<typeof Ports>;

/** Ports of one demo world. They are kept, since addresses are written into its repositories and comments. */
export async function demoPorts(file: string): Promise<Ports> {
  const known = readPorts(file);
  if (known !== null) return known;
  const ports = { product: await freePort(3000), lab: await freePort(3001), blobs: await freePort(3002) };
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

function readPorts(file: string): Ports | null {
  try {
    return Ports.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** The wanted port where it is free, any other one where it is not. */
async function freePort(wanted: number): Promise<number> {
  return (await listens(wanted)) ?? (await listens(0)) ?? wanted;
}

function listens(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(null));
    server.listen(port, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : null));
    });
  });
}
