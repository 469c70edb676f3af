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
  labels: string[];
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
  const older = { ...key, githubUpdatedAt: { lte: facts.githubUpdatedAt } };
  // Whoever pushed the commit before has not pushed this one.
  await db.pullRequest.updateMany({
    where: { ...older, headSha: { not: facts.headSha } },
    data: { headPusherLogin: null },
  });
  await db.pullRequest.updateMany({ where: older, data: facts });
  return db.pullRequest.findUniqueOrThrow({ where: { organizationId_repositoryId_number: key } });
}

/** By its number on GitHub; null where nothing was heard of it. */
export function findPullRequestByNumber(
  db: Db,
  organizationId: string,
  repositoryId: string,
  number: number,
) {
  const key = { organizationId, repositoryId, number };
  return db.pullRequest.findUnique({ where: { organizationId_repositoryId_number: key } });
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

/** Who pushed a head commit, as a signed delivery said. Every pull request from that branch has the same pusher. */
export async function saveHeadPusher(
  db: Db,
  where: { organizationId: string; repositoryId: string; headRef: string; headSha: string },
  headPusherLogin: string,
): Promise<void> {
  await db.pullRequest.updateMany({ where, data: { headPusherLogin } });
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
