import type { EngineContext } from "./context";
import type { Sql } from "./database";
import type { EngineEvent, StoredEvent } from "./event-store";
import { matches } from "./expressions";
import type { Registry } from "./registry";
import { endRun, lockRun, type Run } from "./runs";

/**
 * cancelOn: an event ends runs that are under way. A call that is running in the app is not interrupted; its
 * next checkpoint or its answer finds the run ended.
 */

type Candidate = { id: string; functionId: string; event: EngineEvent };

/** Ids of the open runs that this event cancels. */
export async function runsToCancel(sql: Sql, registry: Registry, event: StoredEvent): Promise<string[]> {
  const listening = registry
    .all()
    .filter((fn) => fn.cancelOn.some((cancel) => cancel.event === event.body.name));
  if (listening.length === 0) return [];
  const candidates = await sql.rows<Candidate>(
    `select run.id, run.function_id as "functionId", event.body as event
       from engine.runs run join engine.events event on event.id = run.event_id
      where run.state = 'running' and run.function_id = any($1)`,
    [listening.map((fn) => fn.id)],
  );
  const cancelled = candidates.filter((candidate) =>
    registry
      .find(candidate.functionId)
      ?.cancelOn.some(
        (cancel) =>
          cancel.event === event.body.name &&
          matches(cancel.if, { event: candidate.event, async: event.body }),
      ),
  );
  return cancelled.map((candidate) => candidate.id);
}

export async function cancelMatching(
  sql: Sql,
  runs: ReadonlyMap<string, Run>,
  ids: readonly string[],
  event: StoredEvent,
  now: Date,
): Promise<void> {
  for (const id of ids) {
    const run = runs.get(id);
    if (run)
      await endRun(
        sql,
        run,
        { state: "cancelled", reason: `Cancelled by the event "${event.body.name}".` },
        now,
      );
  }
}

/** `DELETE /v1/runs/:id`. False: there is no such run under way. */
export async function cancelRun(engine: EngineContext, id: string): Promise<boolean> {
  const found = await engine.db.transaction(async (sql) => {
    const run = await lockRun(sql, id);
    if (run)
      await endRun(sql, run, { state: "cancelled", reason: "Cancelled by request." }, engine.clock.now());
    return run !== null;
  });
  engine.wake();
  return found;
}
