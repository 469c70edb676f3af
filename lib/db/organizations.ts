import type { Db } from "./client";

export interface OrganizationFacts {
  githubAccountId: bigint;
  login: string;
  kind: string;
  avatarUrl: string | null;
  installationId: bigint;
  suspended: boolean;
}

/** Records an installation as GitHub describes it now. A renamed or reinstalled account stays the same organization. */
export function saveOrganization(db: Db, facts: OrganizationFacts, now: Date) {
  const current = {
    login: facts.login,
    kind: facts.kind,
    avatarUrl: facts.avatarUrl,
    installationId: facts.installationId,
    suspendedAt: facts.suspended ? now : null,
    removedAt: null,
  };
  return db.organization.upsert({
    where: { githubAccountId: facts.githubAccountId },
    create: { githubAccountId: facts.githubAccountId, ...current },
    update: current,
  });
}

/** Null where no organization has this installation. */
export function findOrganizationByInstallation(db: Db, installationId: bigint) {
  return db.organization.findUnique({ where: { installationId } });
}

export function organizationById(db: Db, organizationId: string) {
  return db.organization.findUniqueOrThrow({ where: { id: organizationId }, include: { settings: true } });
}

/**
 * Counts how often this installation stood without any organization and got one: 0 at first. Null while there is one, whose
 * owners then look after everything.
 */
export async function unconnectedGeneration(db: Db): Promise<number | null> {
  if ((await db.organization.findFirst({ where: { removedAt: null }, select: { id: true } })) !== null)
    return null;
  return countOrganizationsEver(db);
}

export function listActiveOrganizations(db: Db) {
  return db.organization.findMany({
    where: { removedAt: null, suspendedAt: null },
    orderBy: { createdAt: "asc" },
  });
}

/** Organizations that were ever here, connected or not. */
export function countOrganizationsEver(db: Db): Promise<number> {
  return db.organization.count();
}

/** Organizations with the app installed now. */
export function countOrganizations(db: Db): Promise<number> {
  return db.organization.count({ where: { removedAt: null } });
}

/** The app was uninstalled. Rows stay for the audit; nothing is repaired any more. */
export async function markOrganizationRemoved(db: Db, installationId: bigint, now: Date): Promise<void> {
  await db.organization.updateMany({ where: { installationId }, data: { removedAt: now } });
}

/** There is no app any more, so it is installed nowhere. */
export async function markAllOrganizationsRemoved(db: Db, now: Date): Promise<void> {
  await db.organization.updateMany({ where: { removedAt: null }, data: { removedAt: now } });
}

/** The account has another name now; its number is what it is known by. */
export async function renameOrganization(db: Db, githubAccountId: bigint, login: string): Promise<void> {
  await db.organization.updateMany({ where: { githubAccountId }, data: { login } });
}
