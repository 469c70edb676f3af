import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

/** A check that a branch requires. `appId` null: whoever reports it. */
export interface RequiredCheck {
  name: string;
  appId: number | null;
}

/**
 * Checks that must pass before something is merged into a branch, from rulesets and from branch protection. Both are
 * readable without administration rights; where neither can be read, none is known.
 * https://docs.github.com/rest/repos/rules, https://docs.github.com/rest/branches/branches
 */
export async function listRequiredChecks(
  github: GitHubClient,
  repository: RepositoryRef,
  branch: string,
): Promise<RequiredCheck[]> {
  const octokit = await github.octokit(repository.installationId);
  const place = { owner: repository.owner, repo: repository.name, branch };
  const [rules, protection] = await Promise.all([
    orNull(() => octokit.paginate(octokit.rest.repos.getBranchRules, { ...place, per_page: 100 })),
    orNull(async () => (await octokit.rest.repos.getBranch(place)).data.protection),
  ]);
  const found = new Map<string, RequiredCheck>();
  for (const rule of rules ?? []) {
    if (rule.type !== "required_status_checks") continue;
    for (const check of rule.parameters?.required_status_checks ?? [])
      found.set(check.context, { name: check.context, appId: check.integration_id ?? null });
  }
  for (const context of protection?.required_status_checks?.contexts ?? [])
    if (!found.has(context)) found.set(context, { name: context, appId: null });
  return [...found.values()];
}

export interface CommitCheck {
  name: string;
  appId: number | null;
  status: string;
  conclusion: string | null;
}

/** Everything reported on a commit, the newest of each name: check runs of all apps, and statuses. */
export async function listCommitChecks(
  github: GitHubClient,
  repository: RepositoryRef,
  sha: string,
): Promise<CommitCheck[]> {
  const octokit = await github.octokit(repository.installationId);
  const place = { owner: repository.owner, repo: repository.name, ref: sha, per_page: 100 };
  const [checks, combined] = await Promise.all([
    orNull(() => octokit.paginate(octokit.rest.checks.listForRef, place)),
    orNull(async () => (await octokit.rest.repos.getCombinedStatusForRef(place)).data.statuses),
  ]);
  return [
    ...(checks ?? []).map((check) => ({
      name: check.name,
      appId: check.app?.id ?? null,
      status: check.status as string,
      conclusion: check.conclusion as string | null,
    })),
    ...(combined ?? []).map((status) => ({
      name: status.context,
      appId: null,
      status: status.state === "pending" ? "in_progress" : "completed",
      conclusion: status.state === "pending" ? null : status.state === "success" ? "success" : "failure",
    })),
  ];
}

/** 403 and 404: not granted, or there is no such branch any more. */
async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask();
  } catch (error) {
    const status = httpStatus(error);
    const limited = status === 403 && error instanceof Error && /rate limit/i.test(error.message);
    if ((status === 403 && !limited) || status === 404) return null;
    throw error;
  }
}
