import type { EngineContext } from "./context";
import type { Sql } from "./database";
import { storeEvent } from "./event-store";
import { type EngineFunction, nextTick } from "./function-config";
import { startRun } from "./runs";

/** Makes the table of schedules that of the registered functions. A schedule that stays keeps its next moment. */
export async function storeSchedules(
  sql: Sql,
  functions: readonly EngineFunction[],
  now: Date,
): Promise<void> {
  const schedules = functions.flatMap((fn) => fn.crons.map((cron) => ({ functionId: fn.id, cron })));
  await sql.rows(
    `delete from engine.crons where not exists (
       select 1 from unnest($1::text[], $2::text[]) as kept (function_id, cron)
        where kept.function_id = crons.function_id and kept.cron = crons.cron)`,
    [schedules.map((schedule) => schedule.functionId), schedules.map((schedule) => schedule.cron)],
  );
  for (const { functionId, cron } of schedules) {
    await sql.rows(
      "insert into engine.crons (function_id, cron, due_at) values ($1, $2, $3) on conflict do nothing",
      [functionId, cron, nextTick(cron, now)],
    );
  }
}

/**
 * Starts the run of one schedule that is due. False: none was. Ticks that were missed while no engine ran are made up for by
 * one run, not by one each.
 */
export async function tick(engine: EngineContext): Promise<boolean> {
  const now = engine.clock.now();
  return engine.db.transaction(async (sql) => {
    const [due] = await sql.rows<{ functionId: string; cron: string; dueAt: Date }>(
      `select function_id as "functionId", cron, due_at as "dueAt" from engine.crons
        where due_at <= $1 order by due_at limit 1 for update skip locked`,
      [now],
    );
    if (!due) return false;
    await sql.rows("update engine.crons set due_at = $3 where function_id = $1 and cron = $2", [
      due.functionId,
      due.cron,
      nextTick(due.cron, now),
    ]);
    const fn = engine.registry.find(due.functionId);
    if (!fn) return true;
    const data = { cron: due.cron, fireAt: now.toISOString(), scheduledAt: due.dueAt.toISOString() };
    const event = await storeEvent(sql, { name: "inngest/scheduled.timer", data }, now, { pending: false });
    await startRun(sql, fn, event, now);
    return true;
  });
}
