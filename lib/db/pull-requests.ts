import { type Db, isUniqueConflict } from "./client";

export interface PullRequestFacts {
  number: number;
  title: string;
  authorLogin: string;
  headRef: string;
  headSha: string;
  headRepositoryId: bigint | null;
  baseRef: string;
  baseSha: string;
  draft: boolean;
  closedAt: Date | null;
  mergedAt: Date | null;
  githubUpdatedAt: Date;
}

/**
 * Records a pull request as GitHub described it at `githubUpdatedAt`. Webhooks come late and out of order, so an older
 * description never replaces a newer one. Answers the row as it stands afterwards.
 */
export async function savePullRequest(
  db: Db,
  organizationId: string,
  repositoryId: string,
  facts: PullRequestFacts,
) {
  const key = { organizationId, repositoryId, number: facts.number };
  try {
    return await db.pullRequest.create({ data: { ...key, ...facts } });
  } catch (error) {
    if (!isUniqueConflict(error)) throw error;
  }
  await db.pullRequest.updateMany({
    where: { ...key, githubUpdatedAt: { lte: facts.githubUpdatedAt } },
    data: facts,
  });
  return db.pullRequest.findUniqueOrThrow({ where: { organizationId_repositoryId_number: key } });
}

/** Open pull requests whose head is this commit, oldest first. */
export function findPullRequestsByHead(
  db: Db,
  organizationId: string,
  repositoryId: string,
  headSha: string,
) {
  return db.pullRequest.findMany({
    where: { organizationId, repositoryId, headSha, closedAt: null },
    orderBy: { number: "asc" },
  });
}

/** A person stops (or allows again) repairs of one pull request. */
export async function setRepairsStopped(
  db: Db,
  organizationId: string,
  pullRequestId: string,
  stopped: { at: Date; byLogin: string } | null,
): Promise<void> {
  await db.pullRequest.updateMany({
    where: { organizationId, id: pullRequestId },
    data: { repairsStoppedAt: stopped?.at ?? null, repairsStoppedBy: stopped?.byLogin ?? null },
  });
}
