import type { Database } from "./database";

/**
 * The engine's tables, in a PostgreSQL schema of their own: the product's migrations never see them, and the engine can
 * be taken away without a trace. Each entry is one version, applied once and never edited after it was released.
 *
 * Opaque values are `json`, not `jsonb`: they must come back exactly as the app sent them, and `jsonb` refuses
 * the NUL characters that logs contain.
 */
const versions: readonly string[] = [
  `
  create table engine.functions (
    id text primary key,
    config json not null
  );

  create table engine.events (
    id text primary key,
    position bigint generated always as identity,
    name text not null,
    body json not null,
    received_at timestamptz not null,
    -- not yet shown to cancellations, waits and triggers
    pending boolean not null
  );
  create index events_pending on engine.events (position) where pending;
  create index events_received on engine.events (received_at);

  -- keys that may count once until a moment: event ids, idempotency keys
  create table engine.seen (
    scope text not null,
    key text not null,
    until timestamptz not null,
    primary key (scope, key)
  );

  create table engine.runs (
    id text primary key,
    function_id text not null,
    event_id text not null references engine.events (id),
    state text not null default 'running' check (state in ('running', 'completed', 'failed', 'cancelled')),
    -- once steps were found in parallel, the SDK only plans and each step is called by its id
    plan_only boolean not null default false,
    singleton_key text,
    slot_keys text[] not null,
    slot_limits int[] not null,
    parent_run_id text,
    parent_step_id text,
    started_at timestamptz not null,
    ended_at timestamptz,
    result json,
    error json
  );
  create unique index one_running_per_singleton_key on engine.runs (function_id, singleton_key)
    where state = 'running' and singleton_key is not null;
  create index runs_running on engine.runs (function_id) where state = 'running';
  create index runs_ended on engine.runs (ended_at) where ended_at is not null;
  create index runs_event on engine.runs (event_id);

  create table engine.steps (
    run_id text not null references engine.runs (id) on delete cascade,
    id text not null,
    -- the order in which steps were completed, which the SDK replays
    position bigint generated always as identity,
    name text not null,
    memo json not null,
    recorded_at timestamptz not null,
    primary key (run_id, id)
  );

  -- a call to the app that is due: to find out what comes next (step_id null), or to run one planned step
  create table engine.jobs (
    id text primary key,
    position bigint generated always as identity,
    run_id text not null references engine.runs (id) on delete cascade,
    step_id text,
    attempt int not null default 0,
    lost_calls int not null default 0,
    due_at timestamptz not null,
    generation int not null default 0,
    leased_until timestamptz,
    slot_keys text[] not null,
    slot_limits int[] not null
  );
  create unique index one_job_per_step on engine.jobs (run_id, coalesce(step_id, ''));
  create index jobs_due on engine.jobs (due_at, position);

  create table engine.waits (
    run_id text not null references engine.runs (id) on delete cascade,
    step_id text not null,
    name text not null,
    kind text not null check (kind in ('sleep', 'event', 'invoke')),
    event_name text,
    expression text,
    due_at timestamptz,
    primary key (run_id, step_id)
  );
  create index waits_due on engine.waits (due_at) where due_at is not null;
  create index waits_event on engine.waits (event_name) where kind = 'event';

  create table engine.debounces (
    function_id text not null,
    key text not null,
    event_id text not null references engine.events (id),
    first_at timestamptz not null,
    due_at timestamptz not null,
    primary key (function_id, key)
  );

  create table engine.crons (
    function_id text not null,
    cron text not null,
    due_at timestamptz not null,
    primary key (function_id, cron)
  );
  `,
];

/** Any number, the same in every engine process: only one of them creates tables at a time. */
const schemaLock = 7_341_902_155;

/** Creates or upgrades the tables. Safe to call from several processes at once, and again at every start. */
export async function prepareSchema(db: Database): Promise<void> {
  await db.transaction(async (sql) => {
    await sql.rows("select pg_advisory_xact_lock($1)", [schemaLock]);
    await sql.rows("create schema if not exists engine");
    await sql.rows(
      "create table if not exists engine.version (number int primary key, applied_at timestamptz not null)",
    );
    const [row] = await sql.rows<{ number: number }>(
      "select coalesce(max(number), 0) as number from engine.version",
    );
    const current = row?.number ?? 0;
    if (current > versions.length) {
      throw new Error(
        `The engine's tables are of version ${current}, this program knows ${versions.length}. Start the newer program, or drop the schema "engine" if its runs may be lost.`,
      );
    }
    for (const [index, statements] of versions.entries()) {
      if (index < current) continue;
      await sql.rows(statements);
      await sql.rows("insert into engine.version values ($1, now())", [index + 1]);
    }
  });
}
