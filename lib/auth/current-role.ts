import type { MemberRole } from "@/lib/db/memberships";
import type { GitHubClient } from "@/lib/github/client";
import { organizationRole } from "@/lib/github/permissions";
import type { Person } from "./person";

/**
 * A person's role in an organization, asked of GitHub now. Null: not a member. An installation on a person's own account
 * belongs to that person and to nobody else.
 */
export async function currentRole(
  github: GitHubClient,
  organization: { kind: string; login: string; githubAccountId: bigint; installationId: bigint },
  person: Pick<Person, "githubUserId" | "login">,
): Promise<MemberRole | null> {
  if (organization.kind === "User") {
    return organization.githubAccountId === person.githubUserId ? "admin" : null;
  }
  return organizationRole(github, organization.installationId, organization.login, person.login);
}
