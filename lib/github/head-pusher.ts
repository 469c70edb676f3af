import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

const pushesMax = 100;

/**
 * Who put this commit at the head of a branch, from GitHub's own record of pushes; authors and committers are
 * only what the pusher wrote into the commit. Null where GitHub has no such record, as on older Enterprise Servers.
 * https://docs.github.com/rest/repos/repos#list-repository-activities
 */
export async function headPusher(
  github: GitHubClient,
  repository: RepositoryRef,
  branch: string,
  sha: string,
): Promise<string | null> {
  const octokit = await github.octokit(repository.installationId);
  try {
    const { data } = await octokit.rest.repos.listActivities({
      owner: repository.owner,
      repo: repository.name,
      ref: `refs/heads/${branch}`,
      per_page: pushesMax,
    });
    return data.find((activity) => activity.after === sha)?.actor?.login ?? null;
  } catch (error) {
    if (httpStatus(error) === 404 || httpStatus(error) === 422) return null;
    throw error;
  }
}
