import type { EngineContext } from "./context";
import type { Sql } from "./database";
import type { EngineEvent, StoredEvent } from "./event-store";
import { keyOf } from "./expressions";
import type { EngineFunction } from "./function-config";
import { startRun } from "./runs";

/** debounce: a burst of events starts one run, with the last of them, once it has been quiet for the period. */
export async function debounce(
  sql: Sql,
  fn: EngineFunction,
  { key, periodMs, timeoutMs }: NonNullable<EngineFunction["debounce"]>,
  event: StoredEvent,
  now: Date,
): Promise<void> {
  await sql.rows(
    `insert into engine.debounces as waiting (function_id, key, event_id, first_at, due_at)
     values ($1, $2, $3, $4, $5)
     on conflict (function_id, key) do update set event_id = excluded.event_id,
       due_at = least(excluded.due_at, waiting.first_at + $6 * interval '1 millisecond')`,
    [
      fn.id,
      key === undefined ? "" : keyOf(key, event.body),
      event.id,
      now,
      new Date(now.getTime() + periodMs),
      timeoutMs,
    ],
  );
}

/** Starts one run whose burst is over. False: there was none. */
export async function endDebounce(engine: EngineContext): Promise<boolean> {
  const now = engine.clock.now();
  return engine.db.transaction(async (sql) => {
    const [over] = await sql.rows<{ functionId: string; id: string; body: EngineEvent }>(
      `with over as (
         delete from engine.debounces where (function_id, key) in (
           select function_id, key from engine.debounces where due_at <= $1 order by due_at limit 1 for update skip locked)
         returning function_id, event_id)
       select over.function_id as "functionId", event.id, event.body
         from over join engine.events event on event.id = over.event_id`,
      [now],
    );
    if (!over) return false;
    const fn = engine.registry.find(over.functionId);
    if (fn) await startRun(sql, fn, { id: over.id, body: over.body }, now);
    return true;
  });
}
