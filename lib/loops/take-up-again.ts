import type { Context } from "@/lib/context";
import type { listUnreportedEnds } from "@/lib/db/loops";
import { endedByLostAccess } from "@/lib/domain/access-lost";
import type { RegreenEvent } from "@/lib/domain/events";
import { publishEnd } from "./finish-loop";

/**
 * Tells ends that were not told, because the process died or the app had no access then. A loop that ended with the access
 * is taken up again: its commit is looked at as if CI had just failed. `again` keeps the events apart from those told before.
 */
export async function takeUpAgain(
  ctx: Context,
  ends: Awaited<ReturnType<typeof listUnreportedEnds>>,
  again: string,
): Promise<RegreenEvent[]> {
  const events: RegreenEvent[] = [];
  for (const loop of ends) {
    events.push(...(await publishEnd(ctx, loop.organizationId, loop.id)));
    if (!endedByLostAccess(loop)) continue;
    const { organizationId, repositoryId, headSha, trigger } = loop;
    events.push({
      name: "failure/suspected",
      data: { organizationId, repositoryId, headSha, trigger },
      id: `suspected:${loop.id}${again}`,
    });
  }
  return events;
}
