import type { Sql } from "./database";
import { keyOf } from "./expressions";
import type { EngineFunction } from "./function-config";

/**
 * Concurrency limits calls that are under way, not runs: a run that sleeps or waits holds no slot, exactly as on a real
 * Inngest server (seen: with limit 1 and a sleep inside, two runs interleave). Whoever needs one run at a time
 * uses `singleton` or a lock of its own.
 */
export type Slots = { keys: string[]; limits: number[] };

/** The slots that every call of a run of this function needs, worked out once from its event. */
export function slotsOf(fn: EngineFunction, event: unknown): Slots {
  return {
    keys: fn.concurrency.map(({ key }, index) =>
      key === undefined ? `${fn.id}#${index}` : `${fn.id}#${index}:${keyOf(key, event)}`,
    ),
    limits: fn.concurrency.map(({ limit }) => limit),
  };
}

/**
 * Holds these keys until the end of the transaction, so that no other process counts and claims in between. In
 * sorted order: two claims that lock the same keys in another order would wait for each other for ever.
 */
export async function lockSlots(sql: Sql, keys: readonly string[]): Promise<void> {
  for (const key of [...new Set(keys)].sort()) {
    await sql.rows("select pg_advisory_xact_lock(hashtextextended($1, 7341))", [key]);
  }
}

/** For each key, how many calls are under way. */
export async function slotsInUse(sql: Sql, keys: readonly string[]): Promise<Map<string, number>> {
  const rows = await sql.rows<{ key: string; used: number }>(
    `select key, count(*)::int as used
       from engine.jobs, unnest(slot_keys) as key
      where leased_until > clock_timestamp() and key = any($1)
      group by key`,
    [keys],
  );
  return new Map(rows.map((row) => [row.key, row.used]));
}
