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
