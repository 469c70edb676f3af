import type { Db } from "./client";

export type MemberRole = "admin" | "member";

/** What GitHub last said of a person in an organization, with what is needed to ask again. */
export interface MembershipFacts {
  role: MemberRole;
  checkedAt: Date;
  organization: {
    id: string;
    login: string;
    kind: "Organization" | "User";
    githubAccountId: bigint;
    installationId: bigint;
    avatarUrl: string | null;
  };
}

/** Null where the person is not known to belong to such an organization. Logins compare without case, as on GitHub. */
export async function findMembership(
  db: Db,
  userId: string,
  organizationLogin: string,
): Promise<MembershipFacts | null> {
  const row = await db.membership.findFirst({
    where: {
      userId,
      organization: { login: { equals: organizationLogin, mode: "insensitive" }, removedAt: null },
    },
    include: { organization: true },
  });
  if (row === null) return null;
  const { id, login, kind, githubAccountId, installationId, avatarUrl } = row.organization;
  return {
    role: row.role === "admin" ? "admin" : "member",
    checkedAt: row.checkedAt,
    organization: {
      id,
      login,
      kind: kind === "User" ? "User" : "Organization",
      githubAccountId,
      installationId,
      avatarUrl,
    },
  };
}

export async function saveMembership(
  db: Db,
  key: { organizationId: string; userId: string },
  role: MemberRole,
  checkedAt: Date,
): Promise<void> {
  await db.membership.upsert({
    where: { organizationId_userId: key },
    create: { ...key, role, checkedAt },
    update: { role, checkedAt },
  });
}

export async function removeMembership(
  db: Db,
  key: { organizationId: string; userId: string },
): Promise<void> {
  await db.membership.deleteMany({ where: key });
}

/** Removes every membership of a person outside the given organizations: what GitHub no longer says is gone. */
export async function removeOtherMemberships(
  db: Db,
  userId: string,
  organizationIds: readonly string[],
): Promise<void> {
  await db.membership.deleteMany({ where: { userId, organizationId: { notIn: [...organizationIds] } } });
}
