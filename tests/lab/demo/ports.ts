import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import { freePort, isPortFree } from "@/lib/standalone/ports";

const Ports = z.object({
  product: z.int(),
  lab: z.int(),
  blobs: z.int(),
  circle: z.int(),
  buildkite: z.int(),
  vercel: z.int(),
});
export type Ports = z.infer<typeof Ports>;

/** Ports of one demo world. They are kept, since addresses are written into its repositories and comments. */
export async function demoPorts(file: string): Promise<Ports> {
  const known = readPorts(file);
  if (known !== null) return known;
  const ports = {
    product: await portNear(3000),
    lab: await portNear(3001),
    blobs: await portNear(3002),
    circle: await portNear(3003),
    buildkite: await portNear(3004),
    vercel: await portNear(3005),
  };
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

/** The wanted port where it is free on every address, any other one where it is not. */
async function portNear(wanted: number): Promise<number> {
  return (await isPortFree(wanted)) && (await isPortFree(wanted, "127.0.0.1")) ? wanted : freePort();
}
