import type { Octokit } from "octokit";
import { isByActions } from "@/lib/domain/deployment";
import { place, statusOf } from "../octokit";
import type { CiAnnotation, CiRepository } from "../types";
import { type DeploymentReport, deploymentAttempts } from "./deployments";
import { type CheckPayload, checkAttempts, type StatusPayload, statusAttempts } from "./map";

/** Jobs of GitHub Actions are check runs too; their own provider reports them. */
const actionsAppSlug = "github-actions";
const statusPagesMax = 3;
/** Deployments of one commit that are asked how they went, newest first; each is a request. */
const deploymentsMax = 20;

/** Check runs of all other apps on a commit, each app's and name's attempts together. */
export async function listChecks(
  octokit: Octokit,
  repository: CiRepository,
  ref: string,
  ownAppId: number,
): Promise<CheckPayload[][]> {
  const suites = await orNothing(() =>
    octokit.paginate(octokit.rest.checks.listSuitesForRef, { ...place(repository), ref, per_page: 100 }),
  );
  const checks: CheckPayload[] = [];
  for (const suite of suites) {
    const { app } = suite;
    if (app === null || app.slug === actionsAppSlug || app.id === ownAppId) continue;
    if (suite.latest_check_runs_count === 0) continue;
    checks.push(
      ...(await octokit.paginate(octokit.rest.checks.listForSuite, {
        ...place(repository),
        check_suite_id: suite.id,
        filter: "all",
        per_page: 100,
      })),
    );
  }
  return checkAttempts(checks);
}

/** Commit statuses of a commit, each context's attempts together. */
export async function listStatuses(
  octokit: Octokit,
  repository: CiRepository,
  ref: string,
): Promise<StatusPayload[][]> {
  const statuses: StatusPayload[] = [];
  const route = octokit.rest.repos.listCommitStatusesForRef;
  for (let page = 1; page <= statusPagesMax; page += 1) {
    const data = await orNothing(async () => {
      const answer = await route({ ...place(repository), ref, per_page: 100, page });
      return answer.data;
    });
    statuses.push(...data);
    if (data.length < 100) break;
  }
  return statusAttempts(statuses);
}

/** Deployments of a commit by anybody but GitHub Actions, each environment's attempts together. */
export async function listDeployments(
  octokit: Octokit,
  repository: CiRepository,
  sha: string,
): Promise<DeploymentReport[][]> {
  const { repos } = octokit.rest;
  const deployments = await orNothing(
    async () => (await repos.listDeployments({ ...place(repository), sha, per_page: 100 })).data,
  );
  const reports: DeploymentReport[] = [];
  const byOthers = deployments.filter(({ creator, performed_via_github_app: app }) => {
    return !isByActions({ creatorLogin: creator?.login ?? null, appSlug: app?.slug ?? null });
  });
  for (const deployment of byOthers.slice(0, deploymentsMax).reverse()) {
    const { id, environment, created_at, updated_at } = deployment;
    const asked = { ...place(repository), deployment_id: id, per_page: 100 };
    const { data: statuses } = await repos.listDeploymentStatuses(asked);
    const said = statuses.toReversed().map(({ state, description, log_url, environment_url, ...status }) => ({
      deploymentId: id,
      environment,
      state,
      description,
      logUrl: log_url || status.target_url || null,
      environmentUrl: environment_url || null,
      createdAt: status.created_at,
      updatedAt: status.updated_at,
    }));
    const queued = { state: "queued", description: "", logUrl: null, environmentUrl: null };
    const times = { createdAt: created_at, updatedAt: updated_at };
    reports.push(...(said.length > 0 ? said : [{ deploymentId: id, environment, ...queued, ...times }]));
  }
  return deploymentAttempts(reports);
}

export async function listCheckAnnotations(
  octokit: Octokit,
  repository: CiRepository,
  checkRunId: number,
): Promise<CiAnnotation[]> {
  const { data } = await octokit.rest.checks.listAnnotations({
    ...place(repository),
    check_run_id: checkRunId,
    per_page: 50,
  });
  return data.map((annotation) => ({
    file: annotation.path,
    line: annotation.start_line,
    level: annotation.annotation_level ?? "notice",
    message: annotation.message ?? "",
  }));
}

/**
 * 403: the app may not read checks, statuses or deployments here; 404 and 422: GitHub does not know the commit. Nothing is seen then,
 * and the runs of the other providers still count.
 */
async function orNothing<T>(list: () => Promise<T[]>): Promise<T[]> {
  try {
    return await list();
  } catch (error) {
    const status = statusOf(error);
    const limited = status === 403 && error instanceof Error && /rate limit/i.test(error.message);
    if ((status === 403 && !limited) || status === 404 || status === 422) return [];
    throw error;
  }
}
