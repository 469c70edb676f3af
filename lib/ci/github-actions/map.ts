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
