import { type Db, notifyChanged, toJson } from "./client";
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

/** Gives an attempt the stored patch of another, with who made it and what the gate and the local proof said. */
export async function takeOverPatch(db: Db, key: AttemptKey, fromAttemptId: string): Promise<boolean> {
  const from = await db.attempt.findFirst({
    where: { organizationId: key.organizationId, id: fromAttemptId },
  });
  if (from === null || from.patch === null) return false;
  const { agent, patch, patchText, gate, localProof } = from;
  await saveAttempt(db, key, {
    agent,
    patch: toJson(patch),
    patchText,
    gate: toJson(gate),
    localProof: toJson(localProof),
  });
  return true;
}

/** Oldest first. */
export function listAttempts(db: Db, organizationId: string, loopId: string) {
  return db.attempt.findMany({ where: { organizationId, loopId }, orderBy: { number: "asc" } });
}

/** Whether a commit is one that an attempt made. */
export async function isCommitOfAttempt(db: Db, organizationId: string, commitSha: string): Promise<boolean> {
  return (await db.attempt.count({ where: { organizationId, commitSha } })) > 0;
}
