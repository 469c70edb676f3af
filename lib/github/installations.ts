import { type GitHubClient, httpStatus } from "./client";
import type { InstallationDescription, RepositoryDescription } from "./webhooks/event";

/** Every installation of the app, as GitHub has them now. */
export async function listInstallations(github: GitHubClient): Promise<InstallationDescription[]> {
  const octokit = await github.app();
  const installations = await octokit.paginate(octokit.rest.apps.listInstallations, { per_page: 100 });
  const described: InstallationDescription[] = [];
  for (const installation of installations) {
    const { account } = installation;
    if (account === null || !("login" in account)) continue; // enterprise installations have no login and no repositories
    described.push({
      id: installation.id,
      account: { id: account.id, login: account.login, kind: account.type, avatarUrl: account.avatar_url },
      suspended: installation.suspended_at !== null,
    });
  }
  return described;
}

/** Repositories that one installation shares with the app. */
export async function listInstallationRepositories(
  github: GitHubClient,
  installationId: bigint,
): Promise<RepositoryDescription[]> {
  const octokit = await github.octokit(installationId);
  const repositories = await octokit.paginate(octokit.rest.apps.listReposAccessibleToInstallation, {
    per_page: 100,
  });
  return repositories.map(asDescription);
}

/**
 * A repository by its number, as it is called now, with its owner's number. Null where it is gone or the installation may not see it.
 * `/repositories/{id}` is where GitHub redirects requests for a former name to.
 */
export async function getRepositoryByNumber(
  github: GitHubClient,
  installationId: bigint,
  number: bigint,
): Promise<(RepositoryDescription & { ownerId: number }) | null> {
  const octokit = await github.octokit(installationId);
  try {
    const { data } = await octokit.request("GET /repositories/{id}", { id: Number(number) });
    const repository = data as Parameters<typeof asDescription>[0] & { owner: { id: number } };
    return { ...asDescription(repository), ownerId: repository.owner.id };
  } catch (error) {
    const status = httpStatus(error);
    if (status === 404 || status === 451) return null;
    throw error;
  }
}

function asDescription(repository: {
  id: number;
  owner: { login: string };
  name: string;
  default_branch: string;
  private: boolean;
  archived: boolean;
}): RepositoryDescription {
  return {
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
    defaultBranch: repository.default_branch,
    private: repository.private,
    archived: repository.archived,
  };
}
