import { readAtMost } from "@/lib/provider-api/read-at-most";
import { readStream } from "./read-stream";
import { CreatedSandbox } from "./schema";
import { VercelSandboxError } from "./vercel-sandbox-error";

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

export interface VercelSandboxClient {
  /** Starts a machine that nobody leaves and that forgets its files when it stops. */
  create(timeoutMs: number, signal: AbortSignal): Promise<RemoteMachine>;
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
  /** Ends every process of the machine and removes it. */
  remove(machine: RemoteMachine): Promise<void>;
}

/** A machine has a name, and a session for as long as it runs. */
export interface RemoteMachine {
  name: string;
  session: string;
}

const removeTimeoutMs = 20_000;
const answerBytesMax = 1024 * 1024;
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
      const answer = await readAtMost(bodyOf(response, "its machine"), answerBytesMax);
      const created = CreatedSandbox.safeParse(parseJson(answer));
      if (!created.success) throw new VercelSandboxError("Vercel's answer does not describe a machine.");
      const { sandbox, session } = created.data;
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
      return readStream(bodyOf(response, "the command"), onOutput);
    },
    async remove({ name, session }) {
      const signal = AbortSignal.timeout(removeTimeoutMs);
      // Deleted it is stopped too. Where only that is refused, at least its processes end.
      const response = await ask(
        `/v2/sandboxes/${encodeURIComponent(name)}?projectId=${encodeURIComponent(projectId)}`,
        { method: "DELETE", signal },
      ).catch(() => ask(`${of(session)}/stop`, { body: "{}", signal }));
      await response.body?.cancel();
    },
  };
}

function bodyOf({ body }: Response, what: string): ReadableStream<Uint8Array> {
  if (body === null) throw new VercelSandboxError(`Vercel said nothing of ${what}.`);
  return body;
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString("utf8"));
  } catch {
    return null;
  }
}
