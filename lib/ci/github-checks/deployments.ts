import { deploymentConclusion } from "@/lib/domain/deployment";
import type { CiExplanation, CiRunFacts } from "../types";
import { providerId } from "./map";

/** One deployment status with its deployment's environment. A deployment that has none yet is `queued`. */
export interface DeploymentReport {
  deploymentId: number;
  environment: string;
  state: string;
  description: string;
  logUrl: string | null;
  environmentUrl: string | null;
  createdAt: string;
  updatedAt: string;
}

/**
 * The deployments of one commit to one environment are one run, of which the newest report counts. One after an end, be it
 * of the same deployment or of the next, begins another attempt. Reports come oldest first.
 */
export function deploymentAttempts(reports: readonly DeploymentReport[]): DeploymentReport[][] {
  const groups = new Map<string, DeploymentReport[]>();
  for (const report of reports) {
    if (report.state === "inactive") continue;
    const attempts = groups.get(report.environment) ?? [];
    const last = attempts.at(-1);
    if (last !== undefined && deploymentConclusion(last.state) === null)
      attempts[attempts.length - 1] = report;
    else attempts.push(report);
    groups.set(report.environment, attempts);
  }
  return [...groups.values()];
}

/** The first deployment's number, so that the run stays the same however often the commit is deployed again. */
export function deploymentRunId(attempts: readonly DeploymentReport[], headSha: string): string {
  return `deployment-${attempts[0]?.deploymentId ?? 0}-${headSha}`;
}

export function deploymentRunFacts(
  externalId: string,
  headSha: string,
  report: DeploymentReport,
  runAttempt: number,
): CiRunFacts {
  const conclusion = deploymentConclusion(report.state);
  return {
    provider: providerId,
    externalId,
    runAttempt,
    name: `Deployment to ${report.environment}`,
    headSha,
    headBranch: null,
    event: null,
    status: conclusion === null ? "in_progress" : "completed",
    conclusion,
    url: report.logUrl ?? report.environmentUrl,
    startedAt: report.createdAt,
    completedAt: conclusion === null ? null : report.updatedAt,
  };
}

/** What the service said on GitHub. Its whole log is behind a link that only people can open. */
export function deploymentLog({ environment, state, description, logUrl, environmentUrl }: DeploymentReport) {
  const ended = deploymentConclusion(state) === "failure" ? "failed" : state;
  return [
    `Deployment to ${environment} ${ended}${description === "" ? "." : `: ${description}`}`,
    ...(logUrl === null ? [] : [`Log: ${logUrl}`]),
    ...(environmentUrl === null || environmentUrl === logUrl ? [] : [`Environment: ${environmentUrl}`]),
  ].join("\n");
}

export const failedDeployment: CiExplanation = {
  category: "deploy",
  reason: "The service that deploys this commit reported on GitHub that the deployment failed.",
  needsPerson: false,
};
