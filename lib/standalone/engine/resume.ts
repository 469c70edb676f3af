import type { Slots } from "./concurrency";
import type { Sql } from "./database";
import { enqueue } from "./queue";

/** What the SDK finds when it replays a step: a value, an error, nothing (a sleep), or the event that was awaited. */
export type Memo = unknown;

type ResumableRun = { id: string; slots: Slots };

/** Records a finished step. A step that was recorded before keeps its first memo. */
export async function recordStep(
  sql: Sql,
  runId: string,
  step: { id: string; name: string; memo: Memo },
  now: Date,
): Promise<void> {
  await sql.rows(
    `insert into engine.steps (run_id, id, name, memo, recorded_at) values ($1, $2, $3, $4, $5)
     on conflict (run_id, id) do nothing`,
    [runId, step.id, step.name, JSON.stringify(step.memo ?? null), now],
  );
}

/** Ends one wait of a locked run with a memo. Whoever comes second finds the wait gone, and nothing happens. */
export async function resume(
  sql: Sql,
  run: ResumableRun,
  stepId: string,
  memo: Memo,
  now: Date,
): Promise<void> {
  const [wait] = await sql.rows<{ name: string }>(
    "delete from engine.waits where run_id = $1 and step_id = $2 returning name",
    [run.id, stepId],
  );
  if (!wait) return;
  await recordStep(sql, run.id, { id: stepId, name: wait.name, memo }, now);
  await discoverNext(sql, run, now);
}

/** Once every step of the group is done, and not before, the function is called to find out what comes next. */
export async function discoverNext(sql: Sql, run: ResumableRun, now: Date): Promise<void> {
  const [open] = await sql.rows<{ count: number }>(
    `select (select count(*) from engine.jobs where run_id = $1)::int
          + (select count(*) from engine.waits where run_id = $1)::int as count`,
    [run.id],
  );
  if (open && open.count > 0) return;
  await enqueue(sql, { runId: run.id, stepId: null, dueAt: now, slots: run.slots });
}
