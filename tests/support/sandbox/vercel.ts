import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

export interface VercelStandIn {
  url: string;
  /** Every request, as `POST /v2/sandboxes`, in order. */
  asked: readonly string[];
  created: readonly unknown[];
  /** Sessions that were not stopped. */
  running: () => number;
  close(): Promise<void>;
}

/**
 * Vercel's sandboxes on loopback, in the shapes of their documentation: each is a folder, and its commands really run, behind
 * bubblewrap with that folder as `/vercel` and no network.
 */
export async function startVercel(): Promise<VercelStandIn> {
  const sessions = new Map<string, { root: string; kill: () => void }>();
  const asked: string[] = [];
  const created: unknown[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://localhost");
    asked.push(`${request.method} ${url.pathname}`);
    const body = await readBody(request);
    const json = (status: number, value: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));
    if (request.headers.authorization !== `Bearer ${vercelToken}`)
      return void json(403, { error: "forbidden" });
    if (url.searchParams.get("teamId") !== "team_test") return void json(400, { error: "no team" });
    if (url.pathname === "/v2/sandboxes") {
      created.push(JSON.parse(body.toString()));
      const id = `sess_${sessions.size + 1}`;
      const root = mkdtempSync(join(tmpdir(), "vercel-"));
      mkdirSync(join(root, "vercel/sandbox"), { recursive: true });
      sessions.set(id, { root, kill: () => {} });
      return void json(200, {
        sandbox: { name: `sbx-${sessions.size}` },
        session: { id, cwd: "/vercel/sandbox" },
        routes: [],
      });
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
        sessions.delete(id);
        rmSync(session.root, { recursive: true, force: true });
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
    created,
    running: () => sessions.size,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function run(
  { command, args, cwd, env }: z.infer<typeof Command>,
  session: { root: string; kill: () => void },
  response: ServerResponse,
): void {
  const walls = ["--unshare-all", "--die-with-parent", "--clearenv", "--ro-bind", "/usr", "/usr"];
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
      ...["--bind", join(session.root, "vercel"), "/vercel", "--chdir", cwd, "--", command, ...args],
    ],
    { stdio: ["ignore", "pipe", "pipe"], detached: true },
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
