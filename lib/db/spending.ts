import type { SpendingByScope } from "@/lib/domain/budget";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

const dayMs = 24 * 60 * 60_000;

interface Row {
  minutes: number;
  tokens: number;
  usd: number;
}

/**
 * What agents used, in sums. Turns under way count until now, and no longer than they may take: the worker of one may be lost.
 * For an attempt that asks, those of others count as long as they may take: what is held for one cannot be given to another.
 */
async function sumTurns(db: Db, where: Prisma.Sql, attempt: BegunAttempt | null, now: Date): Promise<Row> {
  const rows = await db.$queryRaw<Row[]>`
    SELECT
      COALESCE(SUM(CASE
        WHEN t."endedAt" IS NULL AND t."attemptId" <> ${attempt?.id ?? null} AND t."minutesMax" IS NOT NULL
        THEN t."minutesMax"
        WHEN t."endedAt" IS NULL
        THEN LEAST(EXTRACT(EPOCH FROM (${now} - t."startedAt")) / 60, t."minutesMax")
        ELSE EXTRACT(EPOCH FROM (t."endedAt" - t."startedAt")) / 60
      END), 0)::float8 AS minutes,
      COALESCE(SUM(t."inputTokens"::bigint + t."outputTokens"), 0)::float8 AS tokens,
      COALESCE(SUM(t.usd), 0)::float8 AS usd
    FROM "AgentTurn" t JOIN "AgentSession" s ON s.id = t."sessionId" JOIN "RepairLoop" l ON l.id = s."loopId"
    WHERE ${where}`;
  return rows[0] ?? { minutes: 0, tokens: 0, usd: 0 };
}

/** An attempt that has begun. Of two that begin at once the id says which was first. */
export interface BegunAttempt {
  id: string;
  startedAt: Date;
}

/**
 * Everything that counts against the budgets of one pull request, its repository's day and its organization's 30 days. With
 * an attempt, none that began after it is counted: of two that ask for the last one place, one gets it. The minutes that
 * others may still use are counted then, too.
 */
export async function readSpending(
  db: Db,
  of: { organizationId: string; repositoryId: string; pullRequestId: string },
  attempt: BegunAttempt | null,
  now: Date,
): Promise<SpendingByScope> {
  const { organizationId, repositoryId, pullRequestId } = of;
  const day = new Date(now.getTime() - dayMs);
  const month = new Date(now.getTime() - 30 * dayMs);
  const tenant = Prisma.sql`t."organizationId" = ${organizationId}`;
  const notAfter =
    attempt === null
      ? {}
      : {
          OR: [
            { startedAt: { lt: attempt.startedAt } },
            { startedAt: attempt.startedAt, id: { lte: attempt.id } },
          ],
        };
  const [pullRequest, dayRow, organization, attempts] = await Promise.all([
    sumTurns(db, Prisma.sql`${tenant} AND l."pullRequestId" = ${pullRequestId}`, attempt, now),
    sumTurns(
      db,
      Prisma.sql`${tenant} AND t."startedAt" > ${day} AND l."repositoryId" = ${repositoryId}`,
      attempt,
      now,
    ),
    sumTurns(db, Prisma.sql`${tenant} AND t."startedAt" > ${month}`, attempt, now),
    Promise.all([
      db.attempt.count({ where: { organizationId, loop: { pullRequestId }, ...notAfter } }),
      db.attempt.count({
        where: { organizationId, startedAt: { gt: day }, loop: { repositoryId }, ...notAfter },
      }),
      db.attempt.count({ where: { organizationId, startedAt: { gt: month }, ...notAfter } }),
    ]),
  ]);
  return {
    pullRequest: { ...pullRequest, attempts: attempts[0] },
    day: { ...dayRow, attempts: attempts[1] },
    organization: { ...organization, attempts: attempts[2] },
  };
}
