import { type GitHubClient, httpStatus, type RepositoryRef } from "./client";

export type RepositoryRole = "admin" | "maintain" | "write" | "triage" | "read" | "none";

const knownRoles: readonly RepositoryRole[] = ["admin", "maintain", "write", "triage", "read", "none"];

const writers: ReadonlySet<RepositoryRole> = new Set(["write", "maintain", "admin"]);

/** Whether a role may push. */
export function mayWrite(role: RepositoryRole): boolean {
  return writers.has(role);
}

/** What a person may do in a repository, asked now. A custom role counts as the base role that GitHub reports for it. */
export async function repositoryRole(
  github: GitHubClient,
  repository: RepositoryRef,
  login: string,
): Promise<RepositoryRole> {
  const octokit = await github.octokit(repository.installationId);
  try {
    const { data } = await octokit.rest.repos.getCollaboratorPermissionLevel({
      owner: repository.owner,
      repo: repository.name,
      username: login,
    });
    return (
      knownRoles.find((role) => role === data.role_name) ??
      knownRoles.find((role) => role === data.permission) ??
      "none"
    );
  } catch (error) {
    if (httpStatus(error) === 404) return "none";
    throw error;
  }
}

/** A person's membership in an organization, asked now. Null: not an active member. */
export async function organizationRole(
  github: GitHubClient,
  installationId: bigint,
  organization: string,
  login: string,
): Promise<"admin" | "member" | null> {
  const octokit = await github.octokit(installationId);
  try {
    const { data } = await octokit.rest.orgs.getMembershipForUser({ org: organization, username: login });
    if (data.state !== "active") return null;
    return data.role === "admin" ? "admin" : "member";
  } catch (error) {
    if (httpStatus(error) === 404 || httpStatus(error) === 403) return null;
    throw error;
  }
}
