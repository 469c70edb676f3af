import type { Db } from "./client";

/** Notes that GitHub is asked once more for a delivery, and answers how often that makes it. */
export async function countRedelivery(db: Db, guid: string, event: string, now: Date): Promise<number> {
  await db.redelivery.createMany({ data: [{ guid, event, lastAskedAt: now }], skipDuplicates: true });
  const row = await db.redelivery.update({
    where: { guid },
    data: { asked: { increment: 1 }, lastAskedAt: now },
  });
  return row.asked;
}

export async function pruneRedeliveries(db: Db, before: Date): Promise<void> {
  await db.redelivery.deleteMany({ where: { lastAskedAt: { lt: before } } });
}
