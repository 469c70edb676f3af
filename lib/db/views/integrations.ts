import type { Db } from "../client";

/** A connection as pages show it: never a sealed column. */
export interface ConnectionOnPage {
  id: string;
  provider: string;
  label: string;
  tokenKind: string;
  settings: unknown;
  account: unknown;
  createdByLogin: string;
  createdAt: Date;
  expiresAt: Date | null;
  lastCheckedAt: Date | null;
  lastHeardAt: Date | null;
  disabledReason: string | null;
}

const shown = {
  id: true,
  provider: true,
  label: true,
  tokenKind: true,
  settings: true,
  account: true,
  createdByLogin: true,
  createdAt: true,
  expiresAt: true,
  lastCheckedAt: true,
  lastHeardAt: true,
  disabledReason: true,
} as const;

/** Everything that an organization is connected to now, oldest first. */
export function listConnectionsOnPage(
  db: Db,
  organizationId: string,
  providers: readonly string[],
): Promise<ConnectionOnPage[]> {
  return db.connection.findMany({
    where: { organizationId, provider: { in: [...providers] }, revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: shown,
  });
}

export function findConnectionOnPage(
  db: Db,
  organizationId: string,
  id: string,
): Promise<ConnectionOnPage | null> {
  return db.connection.findFirst({ where: { organizationId, id, revokedAt: null }, select: shown });
}

/** When a provider was last heard of for a repository. */
export interface LastReport {
  repositoryId: string;
  repository: string;
  provider: string;
  /** When its newest run was seen for the first time. */
  heardAt: Date;
  runs: number;
}

/** Which providers report for which repository, by name. A repository without any run is not among them. */
export async function listReportingProviders(
  db: Db,
  organizationId: string,
  repositoryId?: string,
): Promise<LastReport[]> {
  const [groups, repositories] = await Promise.all([
    db.ciRun.groupBy({
      by: ["repositoryId", "provider"],
      where: { organizationId, ...(repositoryId === undefined ? {} : { repositoryId }) },
      _max: { createdAt: true },
      _count: { _all: true },
    }),
    db.repository.findMany({ where: { organizationId, removedAt: null }, select: { id: true, name: true } }),
  ]);
  const names = new Map(repositories.map(({ id, name }) => [id, name]));
  return groups
    .flatMap(({ repositoryId: id, provider, _max, _count }) => {
      const repository = names.get(id);
      if (repository === undefined || _max.createdAt === null) return [];
      return [{ repositoryId: id, repository, provider, heardAt: _max.createdAt, runs: _count._all }];
    })
    .sort(
      (left, right) =>
        left.repository.localeCompare(right.repository) || left.provider.localeCompare(right.provider),
    );
}

export interface CoveredPullRequest {
  repository: string;
  owner: string;
  number: number;
  title: string;
}

/** The open pull requests of some repositories: what a connection that watches them covers. Our own repairs are none. */
export async function listCoveredPullRequests(
  db: Db,
  organizationId: string,
  repositoryIds: readonly string[],
  { ownBranches, pullRequestsMax }: { ownBranches: string; pullRequestsMax: number },
): Promise<CoveredPullRequest[]> {
  const rows = await db.pullRequest.findMany({
    where: {
      organizationId,
      repositoryId: { in: [...repositoryIds] },
      closedAt: null,
      NOT: { headRef: { startsWith: ownBranches } },
    },
    orderBy: { githubUpdatedAt: "desc" },
    take: pullRequestsMax,
    select: { number: true, title: true, repository: { select: { name: true, owner: true } } },
  });
  return rows.map(({ number, title, repository }) => ({
    number,
    title,
    repository: repository.name,
    owner: repository.owner,
  }));
}
