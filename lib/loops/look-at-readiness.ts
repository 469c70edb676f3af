import type { Context } from "@/lib/context";
import { readCursor } from "@/lib/db/cursors";
import { judgeReadiness, type Readiness } from "@/lib/domain/readiness";
import type { Log } from "@/lib/log";
import { looksCursor } from "./reconcile";

/**
 * Asks the database when the scheduler last called. Everybody may read the answer, so an error's own words go to the log.
 *
 * @param startedAt of this process
 */
export async function lookAtReadiness(context: () => Context, startedAt: Date): Promise<Readiness> {
  let log: Log | undefined;
  try {
    const ctx = context();
    log = ctx.log;
    const look = await readCursor(ctx.db, looksCursor);
    const lastLookAt = look === null ? null : new Date(look);
    return judgeReadiness({ obstacle: null, lastLookAt, startedAt, now: ctx.now() });
  } catch (error) {
    log?.error({ error }, "not ready");
    const obstacle = "The database does not answer, or a setting is missing; the server's log says which.";
    return judgeReadiness({ obstacle, lastLookAt: null, startedAt, now: new Date() });
  }
}
