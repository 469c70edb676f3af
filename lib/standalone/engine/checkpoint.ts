import { z } from "zod";
import { operation } from "./answer";
import type { EngineContext } from "./context";
import { decide } from "./decide";
import { engineError } from "./errors";
import { lockClaimed } from "./queue";
import { recordDecision } from "./record";

/**
 * Steps that the SDK reports while it goes on with the same call. The answer decides whether it may: 409 tells it that
 * another call has taken over, or that the run has ended, and it stops.
 */

const checkpoint = z.object({
  run_id: z.string(),
  qi_id: z.string(),
  generation_id: z.number().int(),
  steps: z.array(operation),
});

export type CheckpointAnswer = { status: 200 | 400 | 409; message: string };

export async function acceptCheckpoint(engine: EngineContext, body: unknown): Promise<CheckpointAnswer> {
  const parsed = checkpoint.safeParse(body);
  if (!parsed.success) return { status: 400, message: z.prettifyError(parsed.error) };
  const { run_id: runId, qi_id: id, generation_id: generation } = parsed.data;
  const now = engine.clock.now();
  const decision = decide(
    { kind: "operations", operations: parsed.data.steps, retryAfter: null },
    { attempt: 0, attemptsMax: 1, now, retryDelayMs: engine.tuning.retryDelayMs },
  );
  if (decision.next.kind !== "discover") return stop(engine, { id, runId, generation }, decision.next);

  // One statement, and so one round trip and one commit for each step: this is the engine's hottest path.
  const rows = await engine.db.rows(
    `with claimed as (select run_id from engine.jobs where id = $1 and generation = $2 and run_id = $3 for update),
          recorded as (
            insert into engine.steps (run_id, id, name, memo, recorded_at)
            select claimed.run_id, step.id, step.name, step.memo::json, $4
              from claimed, unnest($5::text[], $6::text[], $7::text[]) as step (id, name, memo)
            on conflict (run_id, id) do nothing)
     select run_id from claimed`,
    [
      id,
      generation,
      runId,
      now,
      decision.steps.map((step) => step.id),
      decision.steps.map((step) => step.name),
      decision.steps.map((step) => JSON.stringify(step.memo)),
    ],
  );
  if (rows.length === 0)
    return { status: 409, message: "Another call has taken over, or the run has ended." };
  return { status: 200, message: "recorded" };
}

/** A checkpoint carries finished steps only. Anything else is a feature that is not supported, and ends the run. */
async function stop(
  engine: EngineContext,
  at: { id: string; runId: string; generation: number },
  next: { kind: string; error?: ReturnType<typeof engineError> },
): Promise<CheckpointAnswer> {
  const job = await lockClaimed(engine.db, at);
  const error = next.error ?? engineError("EngineProtocolError", `A checkpoint cannot hold "${next.kind}".`);
  if (job) await recordDecision(engine, job, { steps: [], next: { kind: "fail", error } });
  return { status: 409, message: error.message };
}
