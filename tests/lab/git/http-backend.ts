import { spawn } from "node:child_process";
import type { Context } from "hono";
import { accountOfActor, canSee, hasPermission, requireAccess } from "../github/auth/access";
import type { Actor } from "../github/auth/actor";
import { actorOfCredential } from "../github/auth/tokens";
import type { RefUpdate } from "../github/events/push";
import { findRepository } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { listRefs, zeroSha } from "./bare";
import { afterPush } from "./pushed";
import { gitEnvironment } from "./run";

/** Serves `OWNER/NAME.git/…` by git's own CGI program, so that clones, fetches and pushes are the real thing. */
export async function serveGit(world: World, c: Context, owner: string, name: string, rest: string) {
  const actor = await gitActor(world, c.req.header("authorization"));
  if (actor === "refused") return challenge(c, "Invalid username or token.");
  const repository = findRepository(world, owner, name);
  const service = c.req.query("service") ?? rest.split("/").pop() ?? "";
  const write = service === "git-receive-pack";
  if (!repository || !canSee(world, actor, repository)) {
    if (actor.kind === "anonymous") return challenge(c, "Authentication required.");
    return c.text("Repository not found.", 404);
  }
  if (write && actor.kind === "anonymous") return challenge(c, "Authentication required.");
  const refusal = accessRefusal(world, actor, repository, write);
  if (refusal) return c.text(refusal, 403);
  const request = await backendRequest(world, c, actor, repository, rest);
  if (!write || c.req.method !== "POST") return answer(await runBackend(request));
  return world.locks.run(repository.id, async () => {
    const before = await refMap(world, repository);
    const response = await runBackend(request);
    const updates = difference(before, await refMap(world, repository));
    // The pusher has its answer before the world reacts, as on GitHub.
    setImmediate(() => reactToPush(world, repository, updates, accountOfActor(world, actor).login));
    return answer(response);
  });
}

function reactToPush(world: World, repository: Repository, updates: RefUpdate[], pusher: string): void {
  const work = world.locks.run(repository.id, () => afterPush(world, repository, updates, pusher));
  world.deliveries.track(work);
}

/** Git sends credentials as Basic, with the token as password (or as user name); Actions send them as Bearer. */
async function gitActor(world: World, header: string | undefined): Promise<Actor | "refused"> {
  try {
    return await actorOfCredential(world, credentialOf(header));
  } catch {
    return "refused";
  }
}

function credentialOf(header: string | undefined): string | null {
  if (!header) return null;
  const [scheme = "", value = ""] = header.split(" ");
  if (scheme.toLowerCase() !== "basic") return value;
  const [user = "", ...password] = Buffer.from(value, "base64").toString().split(":");
  return password.join(":") || user;
}

function challenge(c: Context, message: string) {
  return c.text(message, 401, { "www-authenticate": 'Basic realm="GitHub"' });
}

function accessRefusal(world: World, actor: Actor, repository: Repository, write: boolean): string | null {
  if (repository.archived && write) return "This repository was archived so it is read-only.";
  try {
    requireAccess(world, actor, repository, "contents", write ? "write" : "read");
    return null;
  } catch {
    const who = actor.kind === "anonymous" ? "anonymous" : accountOfActor(world, actor).login;
    return write
      ? `Permission to ${repository.owner}/${repository.name}.git denied to ${who}.`
      : "Write access to repository not granted.";
  }
}

interface BackendRequest {
  environment: Record<string, string>;
  body: Buffer;
}

async function backendRequest(
  world: World,
  c: Context,
  actor: Actor,
  repository: Repository,
  rest: string,
): Promise<BackendRequest> {
  const mayChangeWorkflows =
    actor.kind !== "installation" || hasPermission(world, actor, repository, "workflows", "write");
  return {
    body: Buffer.from(await c.req.arrayBuffer()),
    environment: {
      ...gitEnvironment,
      GIT_PROJECT_ROOT: world.folders.git,
      GIT_HTTP_EXPORT_ALL: "1",
      PATH_INFO: `/${repository.owner}/${repository.name}.git/${rest}`,
      QUERY_STRING: new URL(c.req.url).search.slice(1),
      REQUEST_METHOD: c.req.method,
      CONTENT_TYPE: c.req.header("content-type") ?? "",
      HTTP_CONTENT_ENCODING: c.req.header("content-encoding") ?? "",
      GIT_PROTOCOL: c.req.header("git-protocol") ?? "",
      REMOTE_USER: actor.kind,
      REMOTE_ADDR: "127.0.0.1",
      LAB_PROTECTED_BRANCHES: repository.protections.map((one) => one.pattern).join(" "),
      LAB_PROTECTED_TAGS: repository.protectedTags.join(" "),
      LAB_MAY_CHANGE_WORKFLOWS: mayChangeWorkflows ? "1" : "0",
    },
  };
}

interface BackendResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

function answer(response: BackendResponse): Response {
  return new Response(new Uint8Array(response.body), { status: response.status, headers: response.headers });
}

async function runBackend(request: BackendRequest): Promise<BackendResponse> {
  const child = spawn("git", ["http-backend"], { env: request.environment });
  // The backend stops reading when it has seen enough; that is no error.
  child.stdin.on("error", () => undefined);
  child.stdin.end(request.body);
  const out: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.resume();
  await new Promise<void>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
  return parseCgi(Buffer.concat(out));
}

function parseCgi(output: Buffer): BackendResponse {
  const end = output.indexOf("\r\n\r\n");
  const headers: Record<string, string> = {};
  let status = 200;
  for (const line of output.subarray(0, Math.max(end, 0)).toString().split("\r\n")) {
    const [name = "", ...value] = line.split(": ");
    if (name.toLowerCase() === "status") status = Number.parseInt(value.join(": "), 10);
    else if (name) headers[name] = value.join(": ");
  }
  return { status: end < 0 ? 500 : status, headers, body: output.subarray(end < 0 ? 0 : end + 4) };
}

async function refMap(world: World, repository: Repository): Promise<Map<string, string>> {
  const refs = await listRefs(world, repository, "refs/heads");
  const tags = await listRefs(world, repository, "refs/tags");
  return new Map([...refs, ...tags].map((ref) => [ref.name, ref.sha]));
}

function difference(before: Map<string, string>, after: Map<string, string>): RefUpdate[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names]
    .map((ref) => ({ ref, before: before.get(ref) ?? zeroSha, after: after.get(ref) ?? zeroSha }))
    .filter((update) => update.before !== update.after);
}
