import type { CiJobFacts, CiRunFacts, CiStepFacts } from "../types";
import type { CircleCiServer } from "./access";
import type { Job, Step } from "./api";
import { explainJob } from "./explain";
import { type Attempt, type Lineage, lineageId } from "./lineage";
import { worstConclusion } from "./standing";

export const providerId = "circleci";

export function runFacts(server: CircleCiServer, lineage: Lineage, attempt: Attempt): CiRunFacts {
  const { workflow, branch } = attempt;
  return {
    provider: providerId,
    externalId: lineageId(lineage),
    runAttempt: lineage.attempts.indexOf(attempt) + 1,
    name: lineage.name,
    headSha: lineage.headSha,
    headBranch: branch,
    event: null,
    status: workflow.standing.status,
    conclusion: workflow.standing.conclusion,
    url: workflowUrl(server, attempt),
    startedAt: workflow.createdAt,
    completedAt: workflow.standing.status === "completed" ? (workflow.endedAt ?? workflow.createdAt) : null,
  };
}

/** CircleCI leads from here to the page of the workflow, whatever its project's slug is. */
function workflowUrl(server: CircleCiServer, { workflow, errors }: Attempt): string | null {
  return errors.length > 0 ? null : `${server.appUrl}/pipelines/workflows/${workflow.id}`;
}

export function jobFacts(
  server: CircleCiServer,
  externalId: string,
  workflowId: string,
  job: Job,
  steps: readonly Step[],
): CiJobFacts {
  const page = `${server.appUrl}/pipelines/workflows/${workflowId}`;
  return {
    externalId,
    name: job.name,
    status: job.standing.status,
    conclusion: job.standing.conclusion,
    url: job.number === null ? page : `${page}/jobs/${job.number}`,
    startedAt: job.startedAt,
    completedAt: job.endedAt,
    steps: stepFacts(steps),
    explanation: explainJob(job.name, job.standing),
  };
}

/** One entry a step, over all parallel executions. */
function stepFacts(steps: readonly Step[]): CiStepFacts[] {
  const byName = new Map<string, Step[]>();
  for (const step of steps) byName.set(step.name, [...(byName.get(step.name) ?? []), step]);
  return [...byName].map(([name, same], index) => ({
    name,
    number: index + 1,
    status: same.every((step) => step.standing.status === "completed") ? "completed" : "in_progress",
    conclusion: worstConclusion(same.map((step) => step.standing.conclusion)),
    command: same[0]?.command?.replace(/^#!.*\n/, "").trim() || undefined,
  }));
}

/** Statuses on GitHub lead to `…/workflows/UUID/jobs/NUMBER`: the workflow of a run, whatever its project's slug is. */
export function isOfSameWorkflow(link: string, runUrl: string | null): boolean {
  const workflow = workflowOf(link);
  return workflow !== null && workflow === workflowOf(runUrl ?? "");
}

function workflowOf(link: string): string | null {
  return /\/workflows\/([0-9a-f-]{36})(?:[/?#]|$)/.exec(link)?.[1] ?? null;
}
