import type { CiRunFacts } from "@/lib/ci/types";
import type { CiRunRowFacts } from "@/lib/db/ci-runs";
import type { RunDescription } from "@/lib/github/webhooks/event";

export function runRowFacts(facts: CiRunFacts): CiRunRowFacts {
  return {
    ...facts,
    startedAt: facts.startedAt === null ? null : new Date(facts.startedAt),
    completedAt: facts.completedAt === null ? null : new Date(facts.completedAt),
  };
}

export function runRowOfDelivery(run: RunDescription): CiRunRowFacts {
  return {
    provider: "github-actions",
    externalId: String(run.id),
    runAttempt: run.attempt,
    name: run.name,
    headSha: run.headSha,
    headBranch: run.headBranch,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    url: run.url,
    startedAt: run.startedAt === null ? null : new Date(run.startedAt),
    completedAt: run.status === "completed" ? new Date(run.updatedAt) : null,
  };
}

/** The name of a run as a trigger and in records: provider, number and attempt. */
export function runName(run: { provider: string; externalId: string; runAttempt: number }): string {
  return `${run.provider}:${run.externalId}:${run.runAttempt}`;
}

/**
 * Makes one end of a run count once. A run that was let go on under the same number ends again, otherwise or at another
 * time: GitHub's times are whole seconds.
 */
export function completedId(run: {
  provider: string;
  externalId: string;
  runAttempt: number;
  conclusion: string | null;
  completedAt: Date | null;
}): string {
  return `completed:${runName(run)}:${run.conclusion}:${run.completedAt?.getTime() ?? 0}`;
}
