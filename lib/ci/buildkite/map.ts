import type { CiJobFacts, CiRunFacts } from "../types";
import type { Build, Job } from "./schemas";

export const providerId = "buildkite";

const conclusions: Readonly<Record<string, string>> = {
  passed: "success",
  failed: "failure",
  timed_out: "timed_out",
  canceled: "cancelled",
  skipped: "skipped",
  not_run: "skipped",
  broken: "skipped",
  expired: "failure",
  blocked: "on_hold",
};
const waiting: ReadonlySet<string> = new Set([
  "creating",
  "scheduled",
  "pending",
  "waiting",
  "limited",
  "assigned",
]);
const running: ReadonlySet<string> = new Set([
  "started",
  "running",
  "failing",
  "canceling",
  "accepted",
  "timing_out",
]);

function standing(state: string): { status: string; conclusion: string | null } {
  if (waiting.has(state)) return { status: "queued", conclusion: null };
  if (running.has(state)) return { status: "in_progress", conclusion: null };
  return { status: "completed", conclusion: conclusions[state] ?? state };
}

/** Jobs that ran commands; waits, blocks and triggers have no log. A job that was retried is told by its successor. */
export function commandJobs({ jobs }: Build): Job[] {
  return jobs.filter(({ type, retried }) => type === "script" && retried !== true);
}

/** Retrying a job changes the build itself, so the number of retries tells one state of it from the next. */
export function attemptOf({ jobs }: Build): number {
  return 1 + Math.max(0, ...jobs.map(({ retries_count }) => retries_count ?? 0));
}

export function runFacts(build: Build): CiRunFacts {
  return {
    provider: providerId,
    externalId: `${build.pipeline.slug}/${build.number}`,
    runAttempt: attemptOf(build),
    name: build.pipeline.name,
    headSha: build.commit,
    headBranch: build.branch ?? null,
    event: build.source ?? null,
    ...standing(build.state),
    url: build.web_url,
    startedAt: build.started_at ?? null,
    completedAt: build.finished_at ?? null,
  };
}

export function jobFacts(build: Build, job: Job): CiJobFacts {
  const { status, conclusion } = standing(job.state === "finished" ? finishedState(job) : job.state);
  const name = job.name || job.label || job.command || "Command";
  return {
    externalId: `${build.pipeline.slug}/${build.number}/${job.id}`,
    name: name.split("\n")[0] ?? name,
    status,
    // Allowed to fail: https://buildkite.com/docs/pipelines/configure/step-types/command-step
    conclusion: job.soft_failed === true && conclusion === "failure" ? "neutral" : conclusion,
    url: job.web_url ?? null,
    startedAt: job.started_at ?? null,
    completedAt: job.finished_at ?? null,
    steps: [{ name: name.split("\n")[0] ?? name, number: 1, status, conclusion }],
  };
}

function finishedState({ exit_status }: Job): string {
  return exit_status === 0 ? "passed" : "failed";
}

/** `OWNER/NAME` in lower case, from any form of git address. */
export function repositoryOf(address: string | null | undefined): string | null {
  const [, owner, name] = /[/:]([^/:]+)\/([^/]+?)(?:\.git)?\/?$/.exec(address ?? "") ?? [];
  return owner === undefined || name === undefined ? null : `${owner}/${name}`.toLowerCase();
}

/** Builds are at `/ORGANIZATION/PIPELINE/builds/NUMBER`, their jobs at a fragment of that. */
export function isOfSamePipeline(link: string, buildUrl: string | null): boolean {
  const pipeline = /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/builds\//.exec(buildUrl ?? "")?.[0];
  return pipeline !== undefined && link.startsWith(pipeline);
}
