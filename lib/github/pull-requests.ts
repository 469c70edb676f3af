import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

/** A pull request as Regreen knows it; dates are ISO 8601 as GitHub gives them. */
export interface PullRequestDescription {
  number: number;
  title: string;
  authorLogin: string;
  headRef: string;
  headSha: string;
  /** Null when the fork was deleted. */
  headRepositoryId: number | null;
  baseRef: string;
  baseSha: string;
  draft: boolean;
  labels: string[];
  closedAt: string | null;
  mergedAt: string | null;
  updatedAt: string;
  url: string;
}

/** The fields of GitHub's pull request that are used, in REST answers and webhooks alike. */
export interface PullRequestPayload {
  number: number;
  title: string;
  user: { login: string } | null;
  head: { ref: string; sha: string; repo: { id: number } | null };
  base: { ref: string; sha: string };
  draft?: boolean | undefined;
  labels?: { name?: string | undefined }[] | undefined;
  closed_at: string | null;
  merged_at: string | null;
  updated_at: string;
  html_url: string;
}

export function describePullRequest(payload: PullRequestPayload): PullRequestDescription {
  return {
    number: payload.number,
    title: payload.title,
    authorLogin: payload.user?.login ?? "ghost",
    headRef: payload.head.ref,
    headSha: payload.head.sha,
    headRepositoryId: payload.head.repo?.id ?? null,
    baseRef: payload.base.ref,
    baseSha: payload.base.sha,
    draft: payload.draft ?? false,
    labels: (payload.labels ?? []).flatMap((label) => label.name ?? []),
    closedAt: payload.closed_at,
    mergedAt: payload.merged_at,
    updatedAt: payload.updated_at,
    url: payload.html_url,
  };
}

/** Null where it does not exist or may not be seen. */
export async function getPullRequest(
  github: GitHubClient,
  repository: RepositoryRef,
  number: number,
): Promise<PullRequestDescription | null> {
  const octokit = await github.octokit(repository.installationId);
  try {
    const { data } = await octokit.rest.pulls.get({
      owner: repository.owner,
      repo: repository.name,
      pull_number: number,
    });
    return describePullRequest(data);
  } catch (error) {
    if (httpStatus(error) === 404) return null;
    throw error;
  }
}

/** Open pull requests that contain a commit. Webhooks of forks name none, so this is asked for every red commit. */
export async function listPullRequestsOfCommit(
  github: GitHubClient,
  repository: RepositoryRef,
  sha: string,
): Promise<PullRequestDescription[]> {
  const octokit = await github.octokit(repository.installationId);
  try {
    const { data } = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({
      owner: repository.owner,
      repo: repository.name,
      commit_sha: sha,
    });
    return data.filter((pull) => pull.state === "open").map(describePullRequest);
  } catch (error) {
    // 422: GitHub does not know the commit in this repository. https://docs.github.com/rest/commits/commits
    if (httpStatus(error) === 404 || httpStatus(error) === 422) return [];
    throw error;
  }
}

/** Open pull requests of a repository, the newest activity first, at most a hundred. */
export async function listOpenPullRequests(
  github: GitHubClient,
  repository: RepositoryRef,
): Promise<PullRequestDescription[]> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.pulls.list({
    owner: repository.owner,
    repo: repository.name,
    state: "open",
    sort: "updated",
    direction: "desc",
    per_page: 100,
  });
  return data.map(describePullRequest);
}

export interface ChangedFile {
  path: string;
  status: string;
  additions: number;
  deletions: number;
  patch: string | null;
}

/** Files a pull request changes, at most `filesMax`. */
export async function listChangedFiles(
  github: GitHubClient,
  repository: RepositoryRef,
  number: number,
  filesMax: number,
): Promise<ChangedFile[]> {
  const octokit = await github.octokit(repository.installationId);
  const pages = octokit.paginate.iterator(octokit.rest.pulls.listFiles, {
    owner: repository.owner,
    repo: repository.name,
    pull_number: number,
    per_page: Math.min(filesMax, 100),
  });
  const files: ChangedFile[] = [];
  for await (const { data } of pages) {
    for (const { filename, status, additions, deletions, patch } of data)
      files.push({ path: filename, status, additions, deletions, patch: patch ?? null });
    if (files.length >= filesMax) break;
  }
  return files.slice(0, filesMax);
}

/** The commits of a pull request, oldest first. GitHub lists 250 at most. */
export async function listCommitMessages(
  github: GitHubClient,
  repository: RepositoryRef,
  number: number,
): Promise<{ sha: string; message: string }[]> {
  const octokit = await github.octokit(repository.installationId);
  const commits = await octokit.paginate(octokit.rest.pulls.listCommits, {
    owner: repository.owner,
    repo: repository.name,
    pull_number: number,
    per_page: 100,
  });
  return commits.map(({ sha, commit }) => ({ sha, message: commit.message }));
}

export interface RepairPullRequest {
  number: number;
  url: string;
  draft: boolean;
}

/** The open pull request of a repair branch, if there is one. Asked before one is opened. */
export async function findPullRequestByBranch(
  github: GitHubClient,
  repository: RepositoryRef,
  branch: string,
): Promise<RepairPullRequest | null> {
  const octokit = await github.octokit(repository.installationId);
  const { data } = await octokit.rest.pulls.list({
    owner: repository.owner,
    repo: repository.name,
    head: `${repository.owner}:${branch}`,
    state: "all",
  });
  const found = data[0];
  return found === undefined
    ? null
    : { number: found.number, url: found.html_url, draft: found.draft ?? false };
}

/** Says on a pull request that it is none to merge yet, where GitHub has no drafts to say so. */
export const draftLabel = "regreen: draft";

/** Adds the label; adding it twice changes nothing. Where labels may not be written the title has to do. */
export async function labelAsDraft(
  github: GitHubClient,
  repository: RepositoryRef,
  number: number,
): Promise<void> {
  const octokit = await github.octokit(repository.installationId);
  try {
    await octokit.rest.issues.addLabels({
      owner: repository.owner,
      repo: repository.name,
      issue_number: number,
      labels: [draftLabel],
    });
  } catch (error) {
    const status = httpStatus(error);
    if (status !== 403 && status !== 404 && status !== 422) throw error;
  }
}

/**
 * Opens a draft pull request. Where drafts do not exist (422 on some plans) it is opened as an ordinary one; the caller
 * sees `draft: false` and labels it.
 */
export async function openDraftPullRequest(
  github: GitHubClient,
  repository: RepositoryRef,
  pull: { head: string; base: string; title: string; body: string },
): Promise<RepairPullRequest> {
  const octokit = await github.octokit(repository.installationId);
  const request = { owner: repository.owner, repo: repository.name, ...pull };
  try {
    const { data } = await octokit.rest.pulls.create({ ...request, draft: true });
    return { number: data.number, url: data.html_url, draft: data.draft ?? false };
  } catch (error) {
    const draftsMissing = httpStatus(error) === 422 && error instanceof Error && /draft/i.test(error.message);
    if (!draftsMissing) throw error;
    const { data } = await octokit.rest.pulls.create(request);
    return { number: data.number, url: data.html_url, draft: false };
  }
}
