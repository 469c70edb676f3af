import type { Db } from "../client";

export interface RepositoryChoice {
  id: string;
  owner: string;
  name: string;
}

/** A repository by its name, compared without case as on GitHub; null where the app has no access to one. */
export function findRepositoryByName(
  db: Db,
  organizationId: string,
  name: string,
): Promise<RepositoryChoice | null> {
  return db.repository.findFirst({
    where: { organizationId, name: { equals: name, mode: "insensitive" }, removedAt: null },
    select: { id: true, owner: true, name: true },
  });
}

/** The repository that a loop is about; null where the organization has no such loop. */
export async function findRepositoryOfLoop(
  db: Db,
  organizationId: string,
  loopId: string,
): Promise<RepositoryChoice | null> {
  const loop = await db.repairLoop.findFirst({
    where: { organizationId, id: loopId },
    select: { repository: { select: { id: true, owner: true, name: true } } },
  });
  return loop?.repository ?? null;
}

/** Repositories by name, each with its own switch for automatic repair; null follows the organization. */
export async function listRepositorySwitches(
  db: Db,
  organizationId: string,
): Promise<{ id: string; name: string; automaticRepair: boolean | null }[]> {
  const rows = await db.repository.findMany({
    where: { organizationId, removedAt: null },
    select: { id: true, name: true, settings: { select: { automaticRepair: true } } },
    orderBy: { name: "asc" },
  });
  return rows.map(({ id, name, settings }) => ({
    id,
    name,
    automaticRepair: settings?.automaticRepair ?? null,
  }));
}
