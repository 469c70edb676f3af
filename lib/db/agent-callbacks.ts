import type { Db } from "./client";

/** The column that holds a callback's token, as the vault binds it. */
export const callbackToken = { table: "AgentCallback", column: "tokenSealed" } as const;

export async function createCallback(
  db: Db,
  callback: { id: string; organizationId: string; tokenSealed: string; expiresAt: Date },
): Promise<void> {
  await db.agentCallback.create({ data: callback });
}

/** By its id alone: who calls proves the rest with a signature. */
export function findCallback(db: Db, id: string) {
  return db.agentCallback.findUnique({
    where: { id },
    select: { id: true, organizationId: true, tokenSealed: true, expiresAt: true, answerDigest: true },
  });
}

/** Keeps the first answer. False: one was kept before, or the time is over. */
export async function keepAnswer(
  db: Db,
  callback: { organizationId: string; id: string },
  answer: { text: string; digest: string },
  now: Date,
): Promise<boolean> {
  const { count } = await db.agentCallback.updateMany({
    where: { ...callback, answerDigest: null, expiresAt: { gt: now } },
    data: { answer: answer.text, answerDigest: answer.digest },
  });
  return count === 1;
}

/** The answer, once it is there; null until then. It is forgotten with being read, its digest is not. */
export async function takeAnswer(db: Db, organizationId: string, id: string): Promise<string | null> {
  const where = { organizationId, id, answer: { not: null } };
  const row = await db.agentCallback.findFirst({ where, select: { answer: true } });
  if (row !== null) await db.agentCallback.updateMany({ where, data: { answer: null } });
  return row?.answer ?? null;
}

/** The run is over: from now on nothing new is taken. */
export async function closeCallback(db: Db, organizationId: string, id: string, now: Date): Promise<void> {
  await db.agentCallback.updateMany({
    where: { organizationId, id, expiresAt: { gt: now } },
    data: { expiresAt: now, answer: null },
  });
}

export async function pruneCallbacks(db: Db, before: Date): Promise<void> {
  await db.agentCallback.deleteMany({ where: { expiresAt: { lt: before } } });
}
