import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { z } from "zod";

export const vercelToken = "vercel-token-of-the-test";

const Command = z.object({
  command: z.string(),
  args: z.array(z.string()),
  cwd: z.string(),
  env: z.record(z.string(), z.string()),
  sudo: z.literal(false),
  wait: z.literal(true),
  logs: z.literal(true),
});

const Wanted = z.object({
  projectId: z.literal("prj_test"),
  runtime: z.literal("node24"),
  timeout: z.int().min(1),
  resources: z.object({ vcpus: z.int() }),
  persistent: z.boolean(),
  networkPolicy: z.object({ mode: z.enum(["allow-all", "deny-all"]) }).default({ mode: "allow-all" }),
});

interface Session {
  name: string;
  root: string;
  wanted: z.infer<typeof Wanted>;
  kill: () => void;
}

export interface VercelStandIn {
  url: string;
  /** Every request, as `POST /v2/sandboxes`, in order. */
  asked: readonly string[];
  /** Everything that was sent besides the token, archives unpacked. */
  sent: readonly string[];
  created: readonly z.infer<typeof Wanted>[];
  /** Sandboxes that were not deleted. */
  left: () => number;
  /** From now on every request is answered with this status. */
  refuse(status: number): void;
  close(): Promise<void>;
}

/**
 * Vercel's sandboxes on loopback, in the shapes of their documentation: each is a folder, and its commands really run, behind
 * bubblewrap with that folder as `/vercel`. As there, the network is open to whoever does not ask for another policy.
 */
export async function startVercel(): Promise<VercelStandIn> {
  const sessions = new Map<string, Session>();
  const asked: string[] = [];
  const sent: string[] = [];
  const created: z.infer<typeof Wanted>[] = [];
  let machines = 0;
  let refusal: number | null = null;

  function end(id: string, { root, kill }: Session): void {
    kill();
    sessions.delete(id);
    rmSync(root, { recursive: true, force: true });
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(`${request.method} ${url.pathname}`);
    const body = await readBody(request);
    const { authorization, ...headers } = request.headers;
    const zipped = headers["content-type"] === "application/gzip";
    sent.push(`${url} ${JSON.stringify(headers)} ${zipped ? gunzipSync(body) : body}`);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (refusal !== null) return void json(refusal, { error: { code: "unavailable" } });
    if (authorization !== `Bearer ${vercelToken}`) return void json(403, { error: "forbidden" });
    if (url.searchParams.get("teamId") !== "team_test") return void json(400, { error: "no team" });
    if (url.pathname === "/v2/sandboxes") {
      const wanted = Wanted.parse(JSON.parse(body.toString()));
      created.push(wanted);
      machines += 1;
      const id = `sess_${machines}`;
      const name = `sbx-${machines}`;
      const root = mkdtempSync(join(tmpdir(), "vercel-"));
      mkdirSync(join(root, "vercel/sandbox"), { recursive: true });
      sessions.set(id, { name, root, wanted, kill: () => {} });
      return void json(200, { sandbox: { name }, session: { id, cwd: "/vercel/sandbox" }, routes: [] });
    }
    const [, named] = /^\/v2\/sandboxes\/([\w-]+)$/.exec(url.pathname) ?? [];
    if (request.method === "DELETE") {
      const found = [...sessions].find(([, { name }]) => name === named);
      if (found === undefined || url.searchParams.get("projectId") !== "prj_test") return void json(404, {});
      end(...found);
      return void json(200, { sandbox: { name: named } });
    }
    const [, id = "", verb = ""] = /^\/v2\/sandboxes\/sessions\/(\w+)\/(.+)$/.exec(url.pathname) ?? [];
    const session = sessions.get(id);
    if (session === undefined) return void json(410, { error: { code: "sandbox_stopped" } });
    switch (verb) {
      case "fs/write": {
        const folder = join(session.root, String(request.headers["x-cwd"]));
        const { status } = spawnSync("tar", ["-xzf", "-", "-C", folder], { input: body });
        return void json(status === 0 ? 200 : 400, {});
      }
      case "fs/read": {
        const { path } = z.object({ path: z.string() }).parse(JSON.parse(body.toString()));
        const place = join(session.root, path);
        if (!statSync(place, { throwIfNoEntry: false })?.isFile()) return void json(404, {});
        response.writeHead(200, { "content-type": "application/octet-stream" }).end(readFileSync(place));
        return;
      }
      case "cmd":
        return run(Command.parse(JSON.parse(body.toString())), session, response);
      case "stop":
        session.kill();
        return void json(200, { session: { id } });
      default:
        return void json(404, {});
    }
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => response.writeHead(400).end(error.message));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    sent,
    created,
    left: () => sessions.size,
    refuse(status) {
      refusal = status;
    },
    async close() {
      for (const [id, session] of sessions) end(id, session);
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function run(
  { command, args, cwd, env }: z.infer<typeof Command>,
  session: Session,
  response: ServerResponse,
): void {
  const network = session.wanted.networkPolicy.mode === "allow-all" ? ["--share-net"] : [];
  const walls = ["--unshare-all", ...network, "--die-with-parent", "--clearenv", "--ro-bind", "/usr", "/usr"];
  const links = ["bin", "sbin", "lib", "lib64"].flatMap((name) => ["--symlink", `usr/${name}`, `/${name}`]);
  const variables = Object.entries({ PATH: "/usr/bin", ...env }).flatMap(([name, value]) => [
    "--setenv",
    name,
    value,
  ]);
  const folders = ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"];
  const child = spawn(
    "bwrap",
    [
      ...[...walls, ...links, ...folders, ...variables],
      ...[
        "--bind",
        join(session.root, "vercel"),
        "/vercel",
        "--remount-ro",
        "/",
        "--chdir",
        cwd,
        "--",
        command,
        ...args,
      ],
    ],
    { env: {}, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  session.kill = () => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
  };
  const line = (value: unknown) => response.write(`${JSON.stringify(value)}\n`);
  response.writeHead(200, { "content-type": "application/x-ndjson" });
  line({ command: { id: "cmd_1", name: command, args, cwd, exitCode: null } });
  child.stdout.on("data", (data: Buffer) => line({ stream: "stdout", data: data.toString("utf8") }));
  child.stderr.on("data", (data: Buffer) => line({ stream: "stderr", data: data.toString("utf8") }));
  child.on("close", (code) => {
    line({ command: { id: "cmd_1", name: command, args, cwd, exitCode: code ?? 137 } });
    response.end();
  });
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
