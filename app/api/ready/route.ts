import { getContext } from "@/lib/context";
import { lookAtReadiness } from "@/lib/loops/look-at-readiness";

export const dynamic = "force-dynamic";

/** Whether work gets done here: for a load balancer and for alarms. 503 with the reason where it does not. */
export async function GET(): Promise<Response> {
  const readiness = await lookAtReadiness(getContext, new Date(Date.now() - process.uptime() * 1_000));
  return Response.json(readiness, {
    status: readiness.ready ? 200 : 503,
    headers: { "cache-control": "no-store" },
  });
}
