import type { Sql } from "./database";
import type { EngineEvent, StoredEvent } from "./event-store";
import { matches } from "./expressions";
import { resume } from "./resume";
import type { Run } from "./runs";

/**
 * step.waitForEvent: the first event that matches ends the wait, and the step's memo is that event. An event that came
 * before the wait was recorded is missed, as on a real server: look before and after each wait.
 */

export type MatchingWait = { runId: string; stepId: string };

type Candidate = MatchingWait & { expression: string | null; event: EngineEvent };

export async function waitsFor(sql: Sql, event: StoredEvent): Promise<MatchingWait[]> {
  const candidates = await sql.rows<Candidate>(
    `select wait.run_id as "runId", wait.step_id as "stepId", wait.expression, event.body as event
       from engine.waits wait
       join engine.runs run on run.id = wait.run_id
       join engine.events event on event.id = run.event_id
      where wait.kind = 'event' and wait.event_name = $1`,
    [event.body.name],
  );
  return candidates.filter((wait) => matches(wait.expression, { event: wait.event, async: event.body }));
}

/** Ends the waits of runs that are locked and were not cancelled just now. */
export async function resumeMatching(
  sql: Sql,
  runs: ReadonlyMap<string, Run>,
  waits: readonly MatchingWait[],
  cancelled: readonly string[],
  event: StoredEvent,
  now: Date,
): Promise<void> {
  for (const { runId, stepId } of waits) {
    const run = runs.get(runId);
    if (run && !cancelled.includes(runId)) await resume(sql, run, stepId, event.body, now);
  }
}
