import type { Context } from "@/lib/context";
import { listOpenLoops } from "@/lib/db/loops";
import type { RegreenEvent } from "@/lib/domain/events";
import { finishLoop } from "./finish-loop";

/** Ends every open loop of an organization, or of one repository of it: what they need is gone. */
export async function endOpenLoops(
  ctx: Context,
  where: { organizationId: string; repositoryId?: string },
  reason: string,
): Promise<RegreenEvent[]> {
  const events: RegreenEvent[] = [];
  for (const { id } of await listOpenLoops(ctx.db, where)) {
    const key = { organizationId: where.organizationId, loopId: id, fence: null };
    events.push(...(await finishLoop(ctx, key, { outcome: "cancelled", reason })));
  }
  return events;
}
