import { randomUUID } from "node:crypto";
import { type Slots, slotsOf } from "./concurrency";
import type { Sql } from "./database";
import type { SerializedError } from "./errors";
import { type EngineEvent, type StoredEvent, storeEvent } from "./event-store";
import { keyOf } from "./expressions";
import type { EngineFunction } from "./function-config";
import { enqueue } from "./queue";
import { resume } from "./resume";

/** A run is one execution of one function for one event. It ends exactly once, and tells so by a lifecycle event. */
export type Run = {
  id: string;
  functionId: string;
  planOnly: boolean;
  parentRunId: string | null;
  parentStepId: string | null;
  slots: Slots;
  event: EngineEvent;
};

export type Ending =
  | { state: "completed"; result: unknown }
  | { state: "failed"; error: SerializedError }
  | { state: "cancelled"; reason: string };

export type Parent = { runId: string; stepId: string };

/** Starts a run, or returns null where the function's `singleton` allows none now. */
export async function startRun(
  sql: Sql,
  fn: EngineFunction,
  event: StoredEvent,
  now: Date,
  parent?: Parent,
): Promise<string | null> {
  const id = randomUUID();
  const slots = slotsOf(fn, event.body);
  const singletonKey = fn.singleton
    ? fn.singleton.key === null
      ? ""
      : keyOf(fn.singleton.key, event.body)
    : null;
  const rows = await sql.rows(
    `insert into engine.runs
       (id, function_id, event_id, singleton_key, slot_keys, slot_limits, parent_run_id, parent_step_id, started_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (function_id, singleton_key) where state = 'running' and singleton_key is not null do nothing
     returning id`,
    [id, fn.id, event.id, singletonKey, slots.keys, slots.limits, parent?.runId, parent?.stepId, now],
  );
  if (rows.length === 0) return null;
  await enqueue(sql, { runId: id, stepId: null, dueAt: now, slots });
  return id;
}

type RunRow = Omit<Run, "slots"> & { slotKeys: string[]; slotLimits: number[] };

const runQuery = `
  select run.id, run.function_id as "functionId", run.plan_only as "planOnly", run.parent_run_id as "parentRunId",
         run.parent_step_id as "parentStepId", run.slot_keys as "slotKeys", run.slot_limits as "slotLimits",
         event.body as event
    from engine.runs run join engine.events event on event.id = run.event_id
   where run.id = $1 and run.state = 'running'`;

/** The run, if it has not ended. */
export async function findRun(sql: Sql, id: string): Promise<Run | null> {
  return runOf(await sql.rows<RunRow>(runQuery, [id]));
}

/** The run, if it has not ended, locked: whatever changes a run's steps, jobs or waits goes through here first. */
export async function lockRun(sql: Sql, id: string): Promise<Run | null> {
  return runOf(await sql.rows<RunRow>(`${runQuery} for update of run`, [id]));
}

function runOf([row]: RunRow[]): Run | null {
  if (!row) return null;
  const { slotKeys, slotLimits, ...rest } = row;
  return { ...rest, slots: { keys: slotKeys, limits: slotLimits } };
}

/** Ends a locked run: nothing of it stays due, whoever invoked it goes on, and the world hears of it. */
export async function endRun(sql: Sql, run: Run, ending: Ending, now: Date): Promise<void> {
  const error = errorOf(ending);
  await sql.rows("update engine.runs set state = $2, ended_at = $3, result = $4, error = $5 where id = $1", [
    run.id,
    ending.state,
    now,
    ending.state === "completed" ? JSON.stringify(ending.result ?? null) : null,
    error ? JSON.stringify(error) : null,
  ]);
  await sql.rows("delete from engine.jobs where run_id = $1", [run.id]);
  await sql.rows("delete from engine.waits where run_id = $1", [run.id]);
  await announce(sql, run, ending, now);
  if (run.parentRunId === null || run.parentStepId === null) return;
  const parent = await lockRun(sql, run.parentRunId);
  const memo = ending.state === "completed" ? { data: ending.result ?? null } : { error };
  if (parent) await resume(sql, parent, run.parentStepId, memo, now);
}

function errorOf(ending: Ending): SerializedError | null {
  if (ending.state === "completed") return null;
  if (ending.state === "failed") return ending.error;
  return { __serialized: true, name: "FunctionCancelledError", message: ending.reason, stack: "" };
}

/** Runs that were started by a lifecycle event tell of no end: a listener of all ends would hear itself for ever. */
async function announce(sql: Sql, run: Run, ending: Ending, now: Date): Promise<void> {
  if (run.event.name.startsWith("inngest/function.") && run.event.name !== "inngest/function.invoked") return;
  const error = errorOf(ending);
  const data = {
    function_id: run.functionId,
    run_id: run.id,
    event: run.event,
    events: [run.event],
    result: ending.state === "completed" ? (ending.result ?? null) : null,
    ...(error ? { error } : {}),
    _inngest: { status: statusNames[ending.state] },
  };
  await storeEvent(sql, { name: "inngest/function.finished", data }, now);
  if (ending.state === "failed") await storeEvent(sql, { name: "inngest/function.failed", data }, now);
  if (ending.state === "cancelled") await storeEvent(sql, { name: "inngest/function.cancelled", data }, now);
}

const statusNames = { completed: "Completed", failed: "Failed", cancelled: "Cancelled" } as const;
