import type { CiJobFacts, CiRunFacts } from "../types";

export const providerId = "github-actions";

export interface RunPayload {
  id: number;
  run_attempt?: number | undefined;
  name?: string | null | undefined;
  head_sha: string;
  head_branch: string | null;
  event: string;
  status: string | null;
  conclusion: string | null;
  html_url: string;
  run_started_at?: string | null | undefined;
  updated_at: string;
}

export function runFacts(run: RunPayload): CiRunFacts {
  return {
    provider: providerId,
    externalId: String(run.id),
    runAttempt: run.run_attempt ?? 1,
    name: run.name ?? "workflow",
    headSha: run.head_sha,
    headBranch: run.head_branch,
    event: run.event,
    status: run.status ?? "queued",
    conclusion: run.conclusion,
    url: run.html_url,
    startedAt: run.run_started_at ?? null,
    completedAt: run.status === "completed" ? run.updated_at : null,
  };
}

export interface JobPayload {
  id: number;
  name: string;
  status: string;
  conclusion: string | null;
  html_url: string | null;
  started_at: string;
  completed_at: string | null;
  steps?: { name: string; number: number; status: string; conclusion: string | null }[] | undefined;
}

export function jobFacts(job: JobPayload): CiJobFacts {
  return {
    externalId: String(job.id),
    name: job.name,
    status: job.status,
    conclusion: job.conclusion,
    url: job.html_url,
    startedAt: job.started_at,
    completedAt: job.completed_at,
    steps: (job.steps ?? []).map(({ name, number, status, conclusion }) => ({
      name,
      number,
      status,
      conclusion,
    })),
  };
}

const neverStartedPrefix = "run-";

/**
 * The one job of a run that GitHub could not start (`startup_failure`): it has none of its own, and no log. What is wrong
 * with the workflow file stands on the run's page only.
 */
export function neverStarted(run: RunPayload): CiJobFacts {
  const name = run.name ?? "workflow";
  return {
    externalId: `${neverStartedPrefix}${run.id}`,
    name,
    status: "completed",
    conclusion: "startup_failure",
    url: run.html_url,
    startedAt: run.run_started_at ?? null,
    completedAt: run.updated_at,
    steps: [],
    explanation: {
      category: "configuration",
      reason: `GitHub could not start the workflow "${name}" (startup_failure): its file is broken, and the run's page says where. Repairs never change CI configuration, so a person has to mend it.`,
      needsPerson: true,
    },
  };
}

export function isNeverStarted(jobExternalId: string): boolean {
  return jobExternalId.startsWith(neverStartedPrefix);
}
