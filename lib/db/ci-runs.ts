import { type Db, toJson } from "./client";

export interface CiRunRowFacts {
  provider: string;
  externalId: string;
  runAttempt: number;
  name: string;
  headSha: string;
  headBranch: string | null;
  event: string | null;
  status: string;
  conclusion: string | null;
  url: string | null;
  startedAt: Date | null;
  completedAt: Date | null;
}

/**
 * Records a run as last seen. A completed run stays completed: "in progress" that comes late changes nothing. Only a
 * check of another service may `reopen`: its app sets it back under the same number. A run of GitHub Actions that ended as
 * "action required" goes on under its number when somebody approves it, and its later end counts; GitHub's times are whole seconds, so
 * it may look like the same moment. Not an upsert: Prisma looks first and inserts then, and two webhooks of one run would collide.
 */
export async function saveCiRun(
  db: Db,
  organizationId: string,
  repositoryId: string,
  facts: CiRunRowFacts,
  reopen = false,
) {
  const { provider, externalId, runAttempt, ...rest } = facts;
  const key = { organizationId, provider, externalId, runAttempt };
  await db.ciRun.createMany({ data: [{ ...key, repositoryId, ...rest }], skipDuplicates: true });
  const { completedAt } = facts;
  const mayChange = [
    { status: { not: "completed" } },
    ...(completedAt === null ? [] : [{ conclusion: "action_required", completedAt: { lte: completedAt } }]),
  ];
  await db.ciRun.updateMany({ where: reopen ? key : { ...key, OR: mayChange }, data: rest });
  return db.ciRun.findUniqueOrThrow({
    where: { organizationId_provider_externalId_runAttempt: key },
  });
}

/** Jobs of a run, as shown on pages. */
export async function saveCiJobs(
  db: Db,
  organizationId: string,
  ciRunId: string,
  jobs: unknown,
): Promise<void> {
  await db.ciRun.updateMany({ where: { organizationId, id: ciRunId }, data: { jobs: toJson(jobs) } });
}

/** Every attempt of every run of one commit. */
export function listCiRunsOfCommit(db: Db, organizationId: string, repositoryId: string, headSha: string) {
  return db.ciRun.findMany({
    where: { organizationId, repositoryId, headSha },
    orderBy: [{ externalId: "asc" }, { runAttempt: "asc" }],
  });
}
