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
