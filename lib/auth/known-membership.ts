import type { Db } from "@/lib/db/client";
import { findMembership, type MembershipFacts, removeMembership, saveMembership } from "@/lib/db/memberships";
import type { GitHubClient } from "@/lib/github/client";
import { currentRole } from "./current-role";
import type { Person } from "./person";

/** How long GitHub's answer is believed: somebody who left an organization is out within this time. */
const membershipTrustedMs = 5 * 60_000;

/**
 * A person's membership in an organization, asked again of GitHub when the last answer is old. Null: not a member, or no
 * such organization; the caller cannot tell the two apart, and neither can the person.
 */
export async function knownMembership(
  { db, github, now }: { db: Db; github: GitHubClient; now: Date },
  person: Person,
  organizationLogin: string,
): Promise<MembershipFacts | null> {
  const membership = await findMembership(db, person.userId, organizationLogin);
  if (membership === null) return null;
  if (now.getTime() - membership.checkedAt.getTime() < membershipTrustedMs) return membership;
  const key = { organizationId: membership.organization.id, userId: person.userId };
  const role = await currentRole(github, membership.organization, person);
  if (role === null) {
    await removeMembership(db, key);
    return null;
  }
  await saveMembership(db, key, role, now);
  return { ...membership, role, checkedAt: now };
}
