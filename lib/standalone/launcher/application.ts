import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isPortFree } from "../ports";
import { tether } from "../tether";

export interface Application {
  /** Resolves with the exit status, or null after a signal, once the process is gone. */
  ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Arguments for Node that run the application. */
export type ApplicationCommand = (mode: "start" | "dev", port: number) => string[];

const root = fileURLToPath(new URL("../../..", import.meta.url));
const readyTimeoutMs = 120_000;
const stopTimeoutMs = 10_000;
const pollMs = 50;

export const nextCommand: ApplicationCommand = (mode, port) => [
  createRequire(import.meta.url).resolve("next/dist/bin/next"),
  mode,
  "--port",
  String(port),
];

/**
 * Starts the application as a child in a process group of its own, and returns once it answers. Killed hard, we take the
 * whole group along: it keeps nothing that the database does not have.
 */
export async function startApplication(input: {
  mode: "start" | "dev";
  port: number;
  environment: Record<string, string | undefined>;
  command: ApplicationCommand;
}): Promise<Application> {
  const { mode, port } = input;
  // Asked before, because the other program would answer in the application's place.
  if (!(await isPortFree(port))) {
    throw new Error(`Port ${port} is taken by another program. Stop it, or choose another port with PORT.`);
  }
  const child = spawn(process.execPath, input.command(mode, port), {
    cwd: root,
    // The type wants NODE_ENV by name; the environment carries it.
    env: input.environment as NodeJS.ProcessEnv,
    detached: true,
    // Standard output belongs to the command that started us. In production Next.js prints only its banner there.
    stdio: ["ignore", mode === "dev" ? 2 : "ignore", 2],
  });
  tether(child, "KILL", "group");
  const ended = once(child, "close").then(([status]) => status as number | null);
  const application = { ended, stop: () => stopGroup(child, ended) };
  try {
    // A development server compiles on the first request, and the engine asks for its route first.
    await untilAnswering(`http://127.0.0.1:${port}${mode === "dev" ? "/api/inngest" : "/api/health"}`, child);
  } catch (error) {
    await application.stop();
    throw error;
  }
  return application;
}

async function untilAnswering(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await answers(url))) {
    if (hasEnded(child)) {
      throw new Error(
        `The application ended while starting (status ${child.exitCode}); what it said is above.`,
      );
    }
    if (Date.now() > deadline)
      throw new Error(`The application did not answer within ${readyTimeoutMs / 1000} s.`);
    await delay(pollMs);
  }
}

/** Any answer will do. */
async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function stopGroup(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  signalGroup(child, "SIGTERM");
  const timeout = new AbortController();
  const late = delay(stopTimeoutMs, "late", { signal: timeout.signal }).catch(() => "ended");
  if ((await Promise.race([ended, late])) === "late") signalGroup(child, "SIGKILL");
  timeout.abort();
  await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined || hasEnded(child)) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}
