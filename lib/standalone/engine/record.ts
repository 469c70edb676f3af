import { assertNever } from "@/lib/assert";
import type { EngineContext } from "./context";
import type { Sql } from "./database";
import type { Decision, Member } from "./decide";
import { invoke } from "./invoke";
import { enqueue, type Job, lockClaimed, postpone, removeJob } from "./queue";
import { discoverNext, recordStep } from "./resume";
import { endRun, lockRun, type Run } from "./runs";

/**
 * Writes a decision down, whole or not at all: steps, the next jobs and waits, and the end of the job that led to them. Had
 * another claim taken the job over, or the run ended, meanwhile, nothing is written.
 */
export async function recordDecision(engine: EngineContext, job: Job, decision: Decision): Promise<void> {
  const { db, clock, log } = engine;
  const now = clock.now();
  const written = await db.transaction(async (sql) => {
    const run = await lockRun(sql, job.runId);
    const claimed = await lockClaimed(sql, job);
    if (!run || !claimed) return false;
    for (const step of decision.steps) await recordStep(sql, run.id, step, now);
    await follow(engine, sql, run, job, decision, now);
    return true;
  });
  if (!written) log.info({ runId: job.runId, jobId: job.id }, "engine: a late answer was dropped");
  engine.wake();
}

async function follow(
  engine: EngineContext,
  sql: Sql,
  run: Run,
  job: Job,
  { next }: Decision,
  now: Date,
): Promise<void> {
  switch (next.kind) {
    case "retry":
      engine.log.info({ runId: run.id, error: next.error.message, at: next.at }, "engine: a try failed");
      return postpone(sql, job, next.at, "attempt");
    case "complete":
      return endRun(sql, run, { state: "completed", result: next.result }, now);
    case "fail":
      engine.log.warn(
        { runId: run.id, functionId: run.functionId, error: next.error.message },
        "engine: a run failed",
      );
      return endRun(sql, run, { state: "failed", error: next.error }, now);
    case "discover":
      await removeJob(sql, job.id);
      return discoverNext(sql, run, now);
    case "group":
      await removeJob(sql, job.id);
      if (next.members.length > 1)
        await sql.rows("update engine.runs set plan_only = true where id = $1", [run.id]);
      for (const member of next.members) await addMember(engine, sql, run, member, now);
      return;
    default:
      return assertNever(next, "decision");
  }
}

async function addMember(
  engine: EngineContext,
  sql: Sql,
  run: Run,
  member: Member,
  now: Date,
): Promise<void> {
  switch (member.kind) {
    case "planned":
      return enqueue(sql, { runId: run.id, stepId: member.stepId, dueAt: now, slots: run.slots });
    case "sleep":
      return addWait(sql, run.id, member);
    case "event":
      return addWait(sql, run.id, member);
    case "invoke":
      await addWait(sql, run.id, member);
      return invoke(engine.registry, sql, run, member, now);
    default:
      return assertNever(member, "group member");
  }
}

async function addWait(sql: Sql, runId: string, wait: Exclude<Member, { kind: "planned" }>): Promise<void> {
  const event = wait.kind === "event" ? wait : null;
  await sql.rows(
    `insert into engine.waits (run_id, step_id, name, kind, event_name, expression, due_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [runId, wait.stepId, wait.name, wait.kind, event?.eventName, event?.expression, wait.until],
  );
}
