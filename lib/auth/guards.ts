import "server-only";
import { headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { getServerSession } from "next-auth";
import { cache } from "react";
import { getContext } from "@/lib/context";
import type { MembershipFacts } from "@/lib/db/memberships";
import { findUser, type UserFacts } from "@/lib/db/users";
import {
  findRepositoryByName,
  findRepositoryOfLoop,
  type RepositoryChoice,
} from "@/lib/db/views/repositories";
import { env } from "@/lib/env";
import { type RepositoryRole, repositoryRole } from "@/lib/github/permissions";
import { authOptions, isSignInPossible } from "./auth-options";
import { currentRole } from "./current-role";
import { knownMembership } from "./known-membership";
import { isOwnOrigin } from "./own-origin";
import type { Person } from "./person";

/** Who is asking, and what they were found to be in the organization of the page. */
export interface Member {
  user: UserFacts;
  role: MembershipFacts["role"];
  organization: MembershipFacts["organization"];
}

/** Who is signed in; null for nobody. Asked once for each request. */
export const actor = cache(async (): Promise<UserFacts | null> => {
  if (!(await isSignInPossible())) return null;
  const session = await getServerSession(await authOptions());
  return session ? findUser(getContext().db, session.userId) : null;
});

/**
 * The signed-in person as a member of an organization. Nobody signed in: to the sign-in page and back here afterwards.
 * Not a member, or no such organization: not found, the same for both.
 */
export const asMember = cache(async (organizationLogin: string): Promise<Member> => {
  const user = await actor();
  if (user === null) redirect(`/?return=${encodeURIComponent((await headers()).get("x-path") ?? "/")}`);
  const { db, github } = getContext();
  const membership = await knownMembership(
    { db, github, now: new Date() },
    personOf(user),
    organizationLogin,
  );
  if (membership === null) notFound();
  return { user, role: membership.role, organization: membership.organization };
});

/** What stands in the way of a change, in words for the person who tried. */
export class Forbidden extends Error {
  override readonly name = "Forbidden";
}

/** What a change needs: the organization's administration, or a role in one of its repositories. */
const writers: readonly RepositoryRole[] = ["write", "maintain", "admin"];
const maintainers: readonly RepositoryRole[] = ["maintain", "admin"];

/** A member whose change comes from our own pages. Every change goes through here, whatever role it needs besides. */
async function asChanger(organizationLogin: string): Promise<Member> {
  if (!isOwnOrigin((await headers()).get("origin"), env().publicUrl))
    throw new Forbidden("This change did not come from the dashboard's own pages.");
  return asMember(organizationLogin);
}

/** A member who may push to a loop's repository, asked of GitHub now. For what moves loops, hand-overs and follow-ups. */
export async function asLoopWriter(organizationLogin: string, loopId: string): Promise<RepositoryMember> {
  const member = await asChanger(organizationLogin);
  const repository = await findRepositoryOfLoop(getContext().db, member.organization.id, loopId);
  if (repository === null) notFound();
  return withRole({ ...member, repository }, writers, "write access to");
}

/** A member who may push to a repository, asked of GitHub now. For failures of it that have no loop. */
export async function asRepositoryWriter(
  organizationLogin: string,
  repositoryName: string,
): Promise<RepositoryMember> {
  const member = await inRepository(await asChanger(organizationLogin), repositoryName);
  return withRole(member, writers, "write access to");
}

/** A member who maintains the repository, asked of GitHub now. For its settings. */
export async function asMaintainer(
  organizationLogin: string,
  repositoryName: string,
): Promise<RepositoryMember> {
  const member = await inRepository(await asChanger(organizationLogin), repositoryName);
  return withRole(member, maintainers, "the maintain role in");
}

/** A member who administers the organization, asked of GitHub now. For its settings. */
export async function asOrganizationAdmin(organizationLogin: string): Promise<Member> {
  const member = await asChanger(organizationLogin);
  const role = await currentRole(getContext().github, member.organization, personOf(member.user));
  if (role !== "admin") throw new Forbidden(`This needs an owner of ${member.organization.login}.`);
  return member;
}

/** A member with the repository that a page or a change is about. */
export interface RepositoryMember extends Member {
  repository: RepositoryChoice;
}

/** Whether a member maintains a repository. Pages show its settings to others, and when GitHub is silent, without controls. */
export async function maintains(member: RepositoryMember): Promise<boolean> {
  try {
    return maintainers.includes(await roleIn(member));
  } catch (error) {
    getContext().log.warn({ error }, "GitHub did not tell a repository role");
    return false;
  }
}

/** A member's repository of this name; not found where the organization has none. */
export async function inRepository(member: Member, repositoryName: string): Promise<RepositoryMember> {
  const repository = await findRepositoryByName(getContext().db, member.organization.id, repositoryName);
  if (repository === null) notFound();
  return { ...member, repository };
}

async function withRole(
  member: RepositoryMember,
  roles: readonly RepositoryRole[],
  need: string,
): Promise<RepositoryMember> {
  if (!roles.includes(await roleIn(member)))
    throw new Forbidden(`This needs ${need} ${member.repository.owner}/${member.repository.name}.`);
  return member;
}

function roleIn({ user, organization, repository }: RepositoryMember): Promise<RepositoryRole> {
  const { installationId } = organization;
  return repositoryRole(getContext().github, { ...repository, installationId }, user.login);
}

function personOf({ id, githubUserId, login }: UserFacts): Person {
  return { userId: id, githubUserId, login };
}
