import { cancelMatching, runsToCancel } from "./cancellation";
import type { EngineContext } from "./context";
import { errorText } from "./errors";
import { lockPendingEvent, markPublished } from "./event-store";
import { lockRun, type Run } from "./runs";
import { trigger } from "./triggers";
import { resumeMatching, waitsFor } from "./waits";

/**
 * Shows one stored event to everything that may care, in one transaction: first to runs that it cancels, then to runs that wait
 * for it, last to the functions that it starts, so that no event meets a run of its own making.
 *
 * @returns false if there was none.
 */
export async function publishNext(engine: EngineContext): Promise<boolean> {
  const { db, registry, clock, log } = engine;
  const now = clock.now();
  return db.transaction(async (sql) => {
    const event = await lockPendingEvent(sql);
    if (!event) return false;
    const waits = await waitsFor(sql, event);
    const toCancel = await runsToCancel(sql, registry, event);
    const runs = await lockRuns(sql, [...waits.map((wait) => wait.runId), ...toCancel]);
    await cancelMatching(sql, runs, toCancel, event, now);
    await resumeMatching(sql, runs, waits, toCancel, event, now);
    for (const fn of registry.all()) {
      await trigger(sql, fn, event, now).catch((error: unknown) => {
        log.error(
          { functionId: fn.id, eventId: event.id, error: errorText(error) },
          "engine: an event could not be handed on",
        );
        throw error;
      });
    }
    await markPublished(sql, event.id);
    return true;
  });
}

/** In the order of their ids: two events that meet the same runs then wait for each other in turn, not in a circle. */
async function lockRuns(
  sql: Parameters<typeof lockRun>[0],
  ids: readonly string[],
): Promise<Map<string, Run>> {
  const runs = new Map<string, Run>();
  for (const id of [...new Set(ids)].sort()) {
    const run = await lockRun(sql, id);
    if (run) runs.set(id, run);
  }
  return runs;
}
