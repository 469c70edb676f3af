import { type Db, notifyChanged } from "./client";
import type { Prisma } from "./generated/client";

export interface AttemptKey {
  organizationId: string;
  loopId: string;
  number: number;
}

/** The row of an attempt, made on first sight. */
export async function beginAttempt(db: Db, key: AttemptKey, baseSha: string, now: Date) {
  await db.attempt.createMany({ data: [{ ...key, baseSha, startedAt: now }], skipDuplicates: true });
  return db.attempt.findUniqueOrThrow({ where: { organizationId_loopId_number: key } });
}

export async function saveAttempt(
  db: Db,
  key: AttemptKey,
  facts: Prisma.AttemptUncheckedUpdateManyInput,
): Promise<void> {
  await db.attempt.updateMany({ where: key, data: facts });
  await notifyChanged(db, key.organizationId);
}

/** Oldest first. */
export function listAttempts(db: Db, organizationId: string, loopId: string) {
  return db.attempt.findMany({ where: { organizationId, loopId }, orderBy: { number: "asc" } });
}

/** Minutes of agent time that one pull request has used, over all loops of its life. */
export async function agentMinutesOfPullRequest(
  db: Db,
  organizationId: string,
  pullRequestId: string,
): Promise<number> {
  const sessions = await db.agentSession.findMany({
    where: { organizationId, loop: { pullRequestId }, startedAt: { not: null } },
    select: { startedAt: true, endedAt: true },
  });
  let milliseconds = 0;
  for (const { startedAt, endedAt } of sessions)
    if (startedAt !== null && endedAt !== null) milliseconds += endedAt.getTime() - startedAt.getTime();
  return milliseconds / 60_000;
}
