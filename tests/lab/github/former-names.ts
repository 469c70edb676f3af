import type { HttpBindings } from "@hono/node-server";
import { findRepository } from "../state/lookup";
import type { World } from "../world";

type Handler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

const rest = /^\/api\/v3\/repos\/([^/]+)\/([^/]+)(\/.*)?$/;
const byNumber = /^\/api\/v3\/repositories\/(\d+)(\/.+)$/;
const overGit = /^\/([^/]+)\/([^/]+)\.git(\/.*)$/;

/**
 * Requests for a repository's former name are sent on, by its number for the API and by its new name for git.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#follow-redirects
 */
export function withFormerNames(world: World, handler: Handler): Handler {
  return (request, bindings) => {
    const url = new URL(request.url);
    const numbered = byNumber.exec(url.pathname);
    if (numbered) {
      const repository = world.state.repositories.find((one) => one.id === Number(numbered[1]));
      if (!repository) return handler(request, bindings);
      url.pathname = `/api/v3/repos/${repository.owner}/${repository.name}${numbered[2]}`;
      return handler(new Request(url, request), bindings);
    }
    const named = rest.exec(url.pathname) ?? overGit.exec(url.pathname);
    const moved = named && formerly(world, named[1] ?? "", named[2] ?? "");
    if (!named || !moved) return handler(request, bindings);
    url.pathname = url.pathname.startsWith("/api/")
      ? `/api/v3/repositories/${moved.id}${named[3] ?? ""}`
      : `/${moved.owner}/${moved.name}.git${named[3] ?? ""}`;
    const status = request.method === "GET" ? 301 : 307;
    return Response.json(
      { message: "Moved Permanently", url: url.href },
      { status, headers: { location: url.href } },
    );
  };
}

function formerly(world: World, owner: string, name: string) {
  if (findRepository(world, owner, name)) return null;
  const isOrWas = (now: string, before: readonly string[] = [], asked: string) =>
    [now, ...before].some((one) => one.toLowerCase() === asked.toLowerCase());
  return world.state.repositories.find(
    (one) => isOrWas(one.owner, one.formerOwners, owner) && isOrWas(one.name, one.formerNames, name),
  );
}
