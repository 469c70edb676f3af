import type { Db } from "../client";

export interface OrganizationChoice {
  id: string;
  login: string;
  kind: "Organization" | "User";
  avatarUrl: string | null;
}

/** The organizations that a person is known to belong to, by name. */
export async function listOrganizationsOf(db: Db, userId: string): Promise<OrganizationChoice[]> {
  const rows = await db.organization.findMany({
    where: { removedAt: null, memberships: { some: { userId } } },
    select: { id: true, login: true, kind: true, avatarUrl: true },
    orderBy: { login: "asc" },
  });
  return rows.map((row) => ({ ...row, kind: row.kind === "User" ? "User" : "Organization" }));
}

/** The same organizations with what GitHub needs to be asked about them. */
export function listMembershipOrganizations(db: Db, userId: string) {
  return db.organization.findMany({ where: { removedAt: null, memberships: { some: { userId } } } });
}

/** What the frame around every page shows. */
export interface NavigationFigures {
  openLoops: number;
  openEscalations: number;
  waitingFollowUps: number;
  repositories: string[];
}

export async function readNavigationFigures(db: Db, organizationId: string): Promise<NavigationFigures> {
  const [openLoops, openEscalations, waitingFollowUps, repositories] = await Promise.all([
    db.repairLoop.count({ where: { organizationId, state: { not: "ended" } } }),
    db.escalation.count({ where: { organizationId, state: "open" } }),
    db.followUpTask.count({ where: { organizationId, status: { in: ["scheduled", "executing"] } } }),
    db.repository.findMany({
      where: { organizationId, removedAt: null },
      select: { name: true },
      orderBy: { name: "asc" },
      take: 200,
    }),
  ]);
  return { openLoops, openEscalations, waitingFollowUps, repositories: repositories.map((row) => row.name) };
}
