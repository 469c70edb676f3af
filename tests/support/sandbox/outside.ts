import { type ChildProcess, spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { World } from "../../contract/sandbox/probes/probe";

const noticeMs = 300;

export interface Outside {
  /** What stands there now; a victim that was ended has been replaced. */
  world(): Promise<World>;
  /** Where everything is, as variables for the probes; the canary's value is not among them. */
  directions: Record<string, string>;
  stop(): Promise<void>;
}

/** Everything that a probe could reach for: files, servers, sockets and a process that hold the canary. */
export async function startOutside(canary: string): Promise<Outside> {
  const folder = mkdtempSync(join(tmpdir(), "outside-"));
  const secretFile = join(folder, `secret-${process.pid}`);
  const socket = join(folder, "ours.sock");
  const abstract = `regreen-probe-${canary.slice(-8)}`;
  writeFileSync(secretFile, canary);
  let visits = 0;
  const greet = () =>
    createServer((connection) => {
      visits += 1;
      connection.on("error", () => {});
      // An answer to whoever asks, also in HTTP.
      connection.end(
        `HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: ${canary.length}\r\n\r\n${canary}`,
      );
    });
  const model = createServer((connection) => {
    connection.on("error", () => {});
    connection.end("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  });
  const tcp = greet();
  const servers: Server[] = [tcp, greet(), greet(), model];
  const [, onFile, onName] = servers;
  await listen(tcp, { port: 0, host: "::" });
  if (onFile) await listen(onFile, { path: socket });
  if (onName && process.platform === "linux") await listen(onName, { path: `\0${abstract}` });
  await listen(model, { port: 0, host: "127.0.0.1" });
  const udp = createSocket("udp4");
  udp.on("message", (_, { port, address }) => {
    visits += 1;
    udp.send(canary, port, address);
  });
  udp.bind(0, "127.0.0.1");
  await once(udp, "listening");

  let victim = await startVictim(canary, folder);
  const directions: Record<string, string> = {
    FOLDER: folder,
    SECRET_FILE: secretFile,
    SOCKET: socket,
    ABSTRACT: abstract,
    PORT: String(portOf(tcp)),
    MODEL_PORT: String(portOf(model)),
    UDP_PORT: String(udp.address().port),
    VICTIM_PID: String(victim.pid),
    PROGRAM_FOLDER: resolve("."),
  };
  const alive = (process: ChildProcess) => process.exitCode === null && process.signalCode === null;
  return {
    directions,
    async world() {
      if (!alive(victim)) {
        victim = await startVictim(canary, folder);
        directions.VICTIM_PID = String(victim.pid);
      }
      const { pid = 0 } = victim;
      const current = victim;
      return {
        canary,
        folder,
        secretFile,
        port: portOf(tcp),
        visits: () => visits,
        modelPort: portOf(model),
        socket,
        victim: { pid, ended: () => hasEnded(current) },
      };
    },
    async stop() {
      victim.kill("SIGKILL");
      udp.close();
      for (const server of servers) server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function startVictim(canary: string, folder: string): Promise<ChildProcess> {
  const victim = spawn("sleep", ["3600"], {
    argv0: `sleep ${canary}`,
    cwd: folder,
    env: { SECRET: canary } as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
  await once(victim, "spawn");
  return victim;
}

async function listen(
  server: Server,
  where: { port: number; host: string } | { path: string },
): Promise<void> {
  server.listen(where);
  await once(server, "listening");
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** The system tells of a child's end a moment after it; one that goes on is given that moment. */
async function hasEnded(child: ChildProcess): Promise<boolean> {
  const told = () => child.exitCode !== null || child.signalCode !== null;
  if (!told()) await Promise.race([once(child, "exit"), delay(noticeMs)]);
  return told();
}
