import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { readAtMost } from "@/lib/provider-api/read-at-most";
import { CreatedSandbox, StreamLine } from "./schema";

export interface VercelSandboxSettings {
  /** Without a slash at the end. */
  apiUrl: string;
  token: string;
  teamId: string;
  projectId: string;
}

export interface RemoteCommand {
  command: readonly [string, ...string[]];
  workingDirectory: string;
  environment: Readonly<Record<string, string>>;
}

/** The service did not do as asked. The message says what it was asked and what it answered. */
export class VercelSandboxError extends Error {
  override readonly name = "VercelSandboxError";
}

export interface VercelSandboxClient {
  /** Starts a machine that nobody leaves and that forgets its files when it stops. */
  create(timeoutMs: number, signal: AbortSignal): Promise<{ name: string; session: string }>;
  /** Unpacks a `.tar.gz` whose paths start at the machine's root. */
  write(session: string, archive: Uint8Array, signal: AbortSignal): Promise<void>;
  /** Null where there is no such file; cut at `bytesMax`. */
  read(session: string, path: string, bytesMax: number, signal: AbortSignal): Promise<Uint8Array | null>;
  /** Answers when the command has ended. */
  run(
    session: string,
    command: RemoteCommand,
    onOutput: (stream: "stdout" | "stderr", data: string) => void,
    signal: AbortSignal,
  ): Promise<{ exitCode: number }>;
  /** Ends every process of the machine. */
  stop(session: string): Promise<void>;
}

const stopTimeoutMs = 20_000;
const errorBytesMax = 2_000;

/** Vercel's HTTP interface for sandboxes, as far as one run needs it: https://vercel.com/docs/rest-api/sandboxes */
export function createVercelSandboxClient(settings: VercelSandboxSettings): VercelSandboxClient {
  const { apiUrl, token, teamId, projectId } = settings;

  async function ask(path: string, init: RequestInit, notFound = false): Promise<Response> {
    const url = new URL(`${apiUrl}${path}`);
    url.searchParams.set("teamId", teamId);
    const response = await fetch(url, {
      method: "POST",
      redirect: "error",
      ...init,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...init.headers },
    });
    if (response.ok || (notFound && response.status === 404)) return response;
    const said = response.body === null ? new Uint8Array() : await readAtMost(response.body, errorBytesMax);
    const words = Buffer.from(said).toString("utf8").replaceAll(/\s+/g, " ");
    throw new VercelSandboxError(`Vercel answered ${response.status} to ${path}: ${words}`);
  }
  const of = (session: string) => `/v2/sandboxes/sessions/${encodeURIComponent(session)}`;

  return {
    async create(timeoutMs, signal) {
      const body = {
        projectId,
        runtime: "node24",
        timeout: timeoutMs,
        resources: { vcpus: 2 },
        persistent: false,
        networkPolicy: { mode: "deny-all" },
      };
      const response = await ask("/v2/sandboxes", { body: JSON.stringify(body), signal });
      const { sandbox, session } = CreatedSandbox.parse(await response.json());
      return { name: sandbox.name, session: session.id };
    },
    async write(session, archive, signal) {
      const headers = { "content-type": "application/gzip", "x-cwd": "/" };
      const response = await ask(`${of(session)}/fs/write`, {
        headers,
        body: Buffer.from(archive),
        signal,
      });
      await response.body?.cancel();
    },
    async read(session, path, bytesMax, signal) {
      const response = await ask(`${of(session)}/fs/read`, { body: JSON.stringify({ path }), signal }, true);
      if (response.status !== 404 && response.body !== null) return readAtMost(response.body, bytesMax);
      await response.body?.cancel();
      return null;
    },
    async run(session, { command: [program, ...args], workingDirectory, environment }, onOutput, signal) {
      const body = {
        command: program,
        args,
        cwd: workingDirectory,
        env: environment,
        sudo: false,
        wait: true,
        logs: true,
      };
      const response = await ask(`${of(session)}/cmd`, { body: JSON.stringify(body), signal });
      if (response.body === null) throw new VercelSandboxError("Vercel said nothing of the command.");
      const stream = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
      for await (const text of createInterface({ input: stream })) {
        if (text === "") continue;
        const line = StreamLine.parse(JSON.parse(text));
        if ("command" in line) {
          if (line.command.exitCode !== null) return { exitCode: line.command.exitCode };
        } else if (line.stream === "error") {
          throw new VercelSandboxError(`Vercel ended the command: ${line.data.message}`);
        } else onOutput(line.stream, line.data);
      }
      throw new VercelSandboxError("Vercel's stream ended before the command did.");
    },
    async stop(session) {
      const response = await ask(`${of(session)}/stop`, {
        body: "{}",
        signal: AbortSignal.timeout(stopTimeoutMs),
      });
      await response.body?.cancel();
    },
  };
}
