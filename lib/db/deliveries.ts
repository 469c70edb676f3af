import { type Db, isUniqueConflict, toJson } from "./client";

export interface NewDelivery {
  provider: string;
  deliveryId: string;
  event: string;
  action: string | null;
  installationId: bigint | null;
  payload: unknown;
}

/** Stores a delivery before it is answered. Null when this delivery is here already. */
export async function acceptDelivery(db: Db, delivery: NewDelivery): Promise<{ id: string } | null> {
  try {
    return await db.delivery.create({
      data: { ...delivery, payload: toJson(delivery.payload) },
      select: { id: true },
    });
  } catch (error) {
    if (isUniqueConflict(error)) return null;
    throw error;
  }
}

export function deliveryById(db: Db, id: string) {
  return db.delivery.findUnique({ where: { id } });
}

export async function settleDelivery(
  db: Db,
  id: string,
  outcome: "handled" | "ignored" | "failed",
  reason: string | null,
  now: Date,
): Promise<void> {
  await db.delivery.updateMany({
    where: { id, outcome: "accepted" },
    data: { outcome, reason, handledAt: now },
  });
}

/** Deliveries that were accepted before `before` and that nobody has handled: their event was lost. */
export function listForgottenDeliveries(db: Db, before: Date, limit: number) {
  return db.delivery.findMany({
    where: { outcome: "accepted", receivedAt: { lt: before } },
    orderBy: { receivedAt: "asc" },
    take: limit,
    select: { id: true },
  });
}

/** Whether anything of this provider ever arrived, as far back as deliveries are kept. */
export async function hasDelivery(db: Db, provider: string): Promise<boolean> {
  return (await db.delivery.findFirst({ where: { provider }, select: { id: true } })) !== null;
}

/** Which of GitHub's deliveries are rows here, by their guid. */
export async function listKnownDeliveries(db: Db, guids: readonly string[]): Promise<Set<string>> {
  const rows = await db.delivery.findMany({
    where: { provider: "github", deliveryId: { in: [...guids] } },
    select: { deliveryId: true },
  });
  return new Set(rows.map((row) => row.deliveryId));
}

/** Payloads are kept for a while to look into, not for ever. Answers how many rows went. */
export async function pruneDeliveries(db: Db, before: Date): Promise<number> {
  const { count } = await db.delivery.deleteMany({
    where: { outcome: { not: "accepted" }, receivedAt: { lt: before } },
  });
  return count;
}
