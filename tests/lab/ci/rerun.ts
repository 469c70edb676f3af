import { copyFileSync, existsSync } from "node:fs";
import { suiteById, takeId } from "../state/lookup";
import type { Job, WorkflowRun } from "../state/workflows";
import type { RerunSelection, World } from "../world";
import { jobLogFile } from "./run-job";

/**
 * Makes the next attempt of a run. Jobs that run again are queued anew, the others are carried over as they ended, under
 * new ids, so that each attempt lists all of its jobs.
 */
export function planRerun(world: World, run: WorkflowRun, which: RerunSelection, actor: string): Job[] {
  const previous = world.state.jobs.filter((job) => job.runId === run.id && job.attempt === run.attempt);
  const again = selectJobs(previous, which);
  run.earlierAttempts.push({
    attempt: run.attempt,
    status: run.status,
    conclusion: run.conclusion,
    startedAt: run.startedAt,
    updatedAt: run.updatedAt,
    triggeringActor: run.triggeringActor,
  });
  const now = world.clock.iso();
  Object.assign(run, {
    attempt: run.attempt + 1,
    status: "queued",
    conclusion: null,
    startedAt: now,
    updatedAt: now,
    triggeringActor: actor,
  });
  Object.assign(suiteById(world, run.checkSuiteId), { status: "queued", conclusion: null, updatedAt: now });
  return previous.map((job) =>
    again.has(job.key) ? freshJob(world, run, job) : carriedJob(world, run, job),
  );
}

/** Keys of the jobs to run again: those asked for, and whatever needs one of them. */
function selectJobs(jobs: readonly Job[], which: RerunSelection): Set<string> {
  const chosen = new Set(jobs.filter((job) => isAskedFor(job, which)).map((job) => job.key));
  for (let grown = true; grown; ) {
    const before = chosen.size;
    for (const job of jobs) if (job.needs.some((key) => chosen.has(key))) chosen.add(job.key);
    grown = chosen.size > before;
  }
  return chosen;
}

function isAskedFor(job: Job, which: RerunSelection): boolean {
  switch (which.kind) {
    case "all":
      return true;
    case "failed":
      return job.conclusion !== "success" && job.conclusion !== "skipped";
    case "job":
      return job.id === which.jobId;
  }
}

function freshJob(world: World, run: WorkflowRun, job: Job): Job {
  return {
    ...job,
    id: takeId(world),
    attempt: run.attempt,
    status: "queued",
    conclusion: null,
    steps: [],
    createdAt: world.clock.iso(),
    startedAt: null,
    completedAt: null,
  };
}

function carriedJob(world: World, run: WorkflowRun, job: Job): Job {
  const copy = { ...structuredClone(job), id: takeId(world), attempt: run.attempt };
  const log = jobLogFile(world, job.id);
  if (existsSync(log)) copyFileSync(log, jobLogFile(world, copy.id));
  return copy;
}
