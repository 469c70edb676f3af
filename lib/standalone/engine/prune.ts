import type { EngineContext } from "./context";

export type Pruned = { runs: number; events: number };

/** Deletes runs that ended long ago with their steps, events that no run and no burst needs, and used-up keys. */
export async function prune(engine: EngineContext): Promise<Pruned> {
  const now = engine.clock.now();
  const before = new Date(now.getTime() - engine.tuning.keepDays * 86_400_000);
  const runs = await engine.db.rows("delete from engine.runs where ended_at < $1 returning id", [before]);
  const events = await engine.db.rows(
    `delete from engine.events event
      where received_at < $1 and not pending
        and not exists (select 1 from engine.runs where event_id = event.id)
        and not exists (select 1 from engine.debounces where event_id = event.id)
      returning id`,
    [before],
  );
  await engine.db.rows("delete from engine.seen where until < $1", [now]);
  const pruned = { runs: runs.length, events: events.length };
  if (pruned.runs + pruned.events > 0) engine.log.info(pruned, "engine: old rows deleted");
  return pruned;
}
