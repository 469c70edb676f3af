import type { Octokit } from "octokit";
import { place, statusOf } from "../github-actions/client";
import type { CiAnnotation, CiRepository } from "../types";
import { type CheckPayload, checkAttempts, type StatusPayload, statusAttempts } from "./map";

/** Jobs of GitHub Actions are check runs too; their own provider reports them. */
const actionsAppSlug = "github-actions";
const statusPagesMax = 3;

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
 * 403: the app may not read checks or statuses here; 404 and 422: GitHub does not know the commit. Nothing is seen then,
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
