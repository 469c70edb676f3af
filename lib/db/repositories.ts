import type { Db } from "./client";

export interface RepositoryFacts {
  githubRepositoryId: bigint;
  owner: string;
  name: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
}

/** Records a repository by its number: a renamed or transferred one stays itself. */
export function saveRepository(db: Db, organizationId: string, facts: RepositoryFacts, now: Date) {
  const { githubRepositoryId, archived, ...rest } = facts;
  const current = { ...rest, archivedAt: archived ? now : null, removedAt: null };
  return db.repository.upsert({
    where: { organizationId_githubRepositoryId: { organizationId, githubRepositoryId } },
    create: { organizationId, githubRepositoryId, ...current },
    update: current,
  });
}

export function repositoryById(db: Db, organizationId: string, repositoryId: string) {
  return db.repository.findFirstOrThrow({
    where: { organizationId, id: repositoryId },
    include: { settings: true },
  });
}

/** By GitHub's number; null where it never was here. */
export function findRepositoryByNumber(db: Db, organizationId: string, githubRepositoryId: bigint) {
  return db.repository.findUnique({
    where: { organizationId_githubRepositoryId: { organizationId, githubRepositoryId } },
  });
}

export function listRepositories(db: Db, organizationId: string) {
  return db.repository.findMany({ where: { organizationId, removedAt: null }, orderBy: { name: "asc" } });
}

/** The app lost access to this repository. */
export async function markRepositoryRemoved(
  db: Db,
  organizationId: string,
  githubRepositoryId: bigint,
  now: Date,
): Promise<void> {
  await db.repository.updateMany({ where: { organizationId, githubRepositoryId }, data: { removedAt: now } });
}

/**
 * How many repositories these organizations share with the app, and the full names of the first few.
 *
 * @param organizationIds null for all organizations
 */
export async function sampleRepositories(
  db: Db,
  organizationIds: readonly string[] | null,
  max: number,
): Promise<{ names: string[]; count: number }> {
  const chosen = organizationIds === null ? {} : { organizationId: { in: [...organizationIds] } };
  const where = { ...chosen, removedAt: null, organization: { removedAt: null } };
  const [rows, count] = await Promise.all([
    db.repository.findMany({ where, orderBy: { createdAt: "asc" }, take: max }),
    db.repository.count({ where }),
  ]);
  // The two answers may be from before and after an installation: fewer than asked for are all there are.
  return {
    names: rows.map(({ owner, name }) => `${owner}/${name}`),
    count: rows.length < max ? rows.length : count,
  };
}

/** A repository lives with one owner: rows of it elsewhere are from before its transfer. Answers those that were active. */
export async function removeRepositoryElsewhere(
  db: Db,
  organizationId: string,
  githubRepositoryId: bigint,
  now: Date,
): Promise<{ id: string; organizationId: string }[]> {
  return db.repository.updateManyAndReturn({
    where: { githubRepositoryId, organizationId: { not: organizationId }, removedAt: null },
    data: { removedAt: now },
    select: { id: true, organizationId: true },
  });
}
