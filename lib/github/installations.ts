import type { GitHubClient } from "./client";
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
  return repositories.map((repository) => ({
    id: repository.id,
    owner: repository.owner.login,
    name: repository.name,
    defaultBranch: repository.default_branch,
    private: repository.private,
    archived: repository.archived,
  }));
}
