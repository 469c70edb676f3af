export const dynamic = "force-dynamic";

/** Whether this process answers at all: for a supervisor that starts a dead one again. It asks nothing of anybody. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
