import { readAnswer } from "./answer";
import { callApp } from "./call-app";
import type { EngineContext } from "./context";
import { decide } from "./decide";
import { engineError } from "./errors";
import type { EngineFunction } from "./function-config";
import { type Job, postpone, removeJob } from "./queue";
import { recordDecision } from "./record";
import { findRun, type Run } from "./runs";

/** One drive: call the app for one claimed job, and record what follows from its answer. */
export async function drive(engine: EngineContext, job: Job): Promise<void> {
  const { db, registry, clock, tuning } = engine;
  const run = await findRun(db, job.runId);
  if (!run) return removeJob(db, job.id);
  const fn = registry.find(run.functionId);
  const steps = await loadSteps(engine, run.id);
  const obstacle = obstacleOf(run, fn, steps.length);
  if (!fn || obstacle) return failRun(engine, job, obstacle ?? "");

  const result = await callApp({
    url: stepUrl(engine.appUrl, fn, job),
    method: "POST",
    body: callBody(fn, run, job, steps),
    headers: {
      "x-request-id": `${job.id}/${job.generation}`,
      "x-inngest-job-id": job.id,
      "x-inngest-generation-id": String(job.generation),
    },
    signingKey: engine.keys.signingKey,
    signal: engine.stopping,
  });
  if (engine.stopping.aborted) return;
  if (result.kind !== "answered") return putBack(engine, job, result);

  const answer = readAnswer(result.answer);
  const decision = decide(answer, {
    attempt: job.attempt,
    attemptsMax: fn.attemptsMax,
    now: clock.now(),
    retryDelayMs: tuning.retryDelayMs,
  });
  await recordDecision(engine, job, decision);
}

type StepRow = { id: string; memo: unknown };

function loadSteps(engine: EngineContext, runId: string): Promise<StepRow[]> {
  return engine.db.rows<StepRow>("select id, memo from engine.steps where run_id = $1 order by position", [
    runId,
  ]);
}

/** The limit of a real server: https://www.inngest.com/docs/usage-limits/inngest */
const stepsMax = 1_000;

function obstacleOf(run: Run, fn: EngineFunction | undefined, stepCount: number): string | null {
  if (!fn) return `The app no longer serves the function "${run.functionId}".`;
  if (stepCount > stepsMax) return `The run has more than ${stepsMax} steps.`;
  return null;
}

function stepUrl(appUrl: URL, fn: EngineFunction, job: Job): URL {
  const url = new URL(appUrl);
  url.searchParams.set("fnId", fn.id);
  url.searchParams.set("stepId", job.stepId ?? "step");
  return url;
}

function callBody(fn: EngineFunction, run: Run, job: Job, steps: readonly StepRow[]): unknown {
  const completed = steps.map((step) => step.id);
  return {
    version: -1, // the SDK decides
    event: run.event,
    events: [run.event],
    steps: Object.fromEntries(steps.map((step) => [step.id, step.memo])),
    ctx: {
      run_id: run.id,
      // With fn_id and qi_id the SDK goes on through step after step in this call, reporting each as a checkpoint.
      fn_id: fn.id,
      qi_id: job.id,
      attempt: job.attempt,
      max_attempts: fn.attemptsMax,
      disable_immediate_execution: run.planOnly,
      use_api: false,
      stack: { stack: completed, current: completed.length },
    },
  };
}

/** After so many broken calls the step itself is suspected of breaking them, and each further one costs a try. */
const lostCallsMax = 10;
const lostCallDelayMsMax = 30_000;

/** The app restarts, reloads or is not up yet: no try is used up, because none is known to have been made. */
async function putBack(
  engine: EngineContext,
  job: Job,
  failure: { kind: "refused" | "broken"; reason: string },
): Promise<void> {
  const { db, clock, log, registry } = engine;
  const delayMs =
    failure.kind === "refused" ? 1_000 : Math.min(1_000 * 2 ** job.lostCalls, lostCallDelayMsMax);
  const dueAt = new Date(clock.now().getTime() + delayMs);
  const lost = { runId: job.runId, reason: failure.reason, delayMs };
  if (failure.kind === "refused") {
    // That the app is not up is said once, by who waits for it: not for each run that was cut off by a restart.
    log.debug(lost, "engine: the app is not up");
    return postpone(db, job, dueAt, "nothing");
  }
  log.warn(lost, "engine: the app did not answer a call");
  if (job.lostCalls < lostCallsMax) return postpone(db, job, dueAt, "lost call");
  const run = await findRun(db, job.runId);
  const attemptsMax = (run && registry.find(run.functionId)?.attemptsMax) ?? 1;
  if (job.attempt + 1 < attemptsMax) return postpone(db, job, dueAt, "attempt");
  return failRun(engine, job, `The app broke off every call of this step: ${failure.reason}`);
}

function failRun(engine: EngineContext, job: Job, message: string): Promise<void> {
  const error = engineError("EngineError", message);
  return recordDecision(engine, job, { steps: [], next: { kind: "fail", error } });
}
