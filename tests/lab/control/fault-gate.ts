import type { HttpBindings } from "@hono/node-server";
import type { RequestFault, World } from "../world";

export type Handler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

/** Stands before the whole server and breaks the requests that tests asked to break. */
export function withRequestFaults(world: World, handler: Handler): Handler {
  return async (request, bindings) => {
    const { pathname } = new URL(request.url);
    const fault = pathname.startsWith("/_lab") ? null : takeRequestFault(world, request, pathname);
    if (!fault) return handler(request, bindings);
    if (fault.kind === "refuse") return refusal(fault);
    await handler(request, bindings);
    if (fault.kind === "error-after")
      return Response.json({ message: "Server Error" }, { status: fault.status, headers: retryAfter(fault) });
    bindings.incoming.socket.destroy();
    return new Response(null, { status: 502 });
  };
}

function takeRequestFault(world: World, request: Request, path: string): RequestFault | null {
  const agent = request.headers.get("user-agent") ?? "";
  const fault = world.faults.request.find(
    (one) =>
      one.count > 0 &&
      (one.method === undefined || one.method === request.method) &&
      (one.userAgent === undefined || agent.includes(one.userAgent)) &&
      new RegExp(one.path).test(path),
  );
  if (!fault) return null;
  fault.count -= 1;
  world.faults.request = world.faults.request.filter((one) => one.count > 0);
  return fault;
}

/** GitHub's words for its two limits; any other status is plain trouble. */
function refusal(fault: RequestFault): Response {
  const message =
    fault.status === 403 || fault.status === 429
      ? "You have exceeded a secondary rate limit. Please wait a few minutes before you try again."
      : "Server Error";
  return Response.json(
    { message: fault.message ?? message },
    { status: fault.status, headers: retryAfter(fault) },
  );
}

function retryAfter(fault: RequestFault): Record<string, string> {
  return fault.retryAfterSeconds === undefined ? {} : { "retry-after": String(fault.retryAfterSeconds) };
}
