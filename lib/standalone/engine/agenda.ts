import type { Database } from "./database";

/** What there is to do, asked in one round trip, so that a turn of the worker touches only what has work in it. */
export type Agenda = {
  event: boolean;
  wait: boolean;
  debounce: boolean;
  cron: boolean;
  job: boolean;
  /** The next moment at which something falls due, or null. */
  nextDueAt: Date | null;
};

export async function readAgenda(db: Database, now: Date): Promise<Agenda> {
  const [agenda] = await db.rows<Agenda>(
    `select exists (select 1 from engine.events where pending) as event,
            exists (select 1 from engine.waits where due_at <= $1) as wait,
            exists (select 1 from engine.debounces where due_at <= $1) as debounce,
            exists (select 1 from engine.crons where due_at <= $1) as cron,
            exists (select 1 from engine.jobs
                     where due_at <= $1 and (leased_until is null or leased_until < clock_timestamp())) as job,
            least((select min(due_at) from engine.jobs where due_at > $1),
                  (select min(due_at) from engine.waits where due_at > $1),
                  (select min(due_at) from engine.debounces where due_at > $1),
                  (select min(due_at) from engine.crons where due_at > $1)) as "nextDueAt"`,
    [now],
  );
  if (!agenda) throw new Error("PostgreSQL answered a select without from with no row.");
  return agenda;
}
