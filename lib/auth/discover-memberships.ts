import { Octokit } from "octokit";
import type { Db } from "@/lib/db/client";
import { removeOtherMemberships, saveMembership } from "@/lib/db/memberships";
import { findOrganizationByInstallation } from "@/lib/db/organizations";
import type { GitHubClient } from "@/lib/github/client";
import { currentRole } from "./current-role";
import type { Person } from "./person";

interface Surroundings {
  db: Db;
  github: GitHubClient;
  apiUrl: string;
  now: Date;
}

/**
 * Finds out at sign-in which organizations a person belongs to. The person's own token says which installations they can
 * see; whether they are a member is then asked as the app, because outside collaborators see an installation too.
 */
export async function discoverMemberships(
  { db, github, apiUrl, now }: Surroundings,
  person: Person,
  userToken: string,
): Promise<void> {
  const octokit = new Octokit({ auth: userToken, baseUrl: apiUrl, userAgent: "regreen" });
  const installations = await octokit.paginate(octokit.rest.apps.listInstallationsForAuthenticatedUser, {
    per_page: 100,
  });
  const members: string[] = [];
  for (const installation of installations) {
    const organization = await findOrganizationByInstallation(db, BigInt(installation.id));
    if (organization === null || organization.removedAt !== null) continue;
    const role = await currentRole(github, organization, person);
    if (role === null) continue;
    await saveMembership(db, { organizationId: organization.id, userId: person.userId }, role, now);
    members.push(organization.id);
  }
  await removeOtherMemberships(db, person.userId, members);
}
