import { EscalationDocument, EscalationState, mayMoveEscalation } from "@/lib/domain/escalation";
import { type Db, notifyChanged, toJson } from "./client";

/** One escalation for each loop; writing it again changes nothing. */
export async function openEscalation(
  db: Db,
  organizationId: string,
  loopId: string,
  document: EscalationDocument,
): Promise<void> {
  await db.escalation.createMany({
    data: [{ organizationId, loopId, document: toJson(document) }],
    skipDuplicates: true,
  });
  await notifyChanged(db, organizationId);
}

export async function findEscalation(db: Db, organizationId: string, loopId: string) {
  const row = await db.escalation.findFirst({ where: { organizationId, loopId } });
  return row === null ? null : { ...row, document: EscalationDocument.parse(row.document) };
}

/** Moves an escalation by compare-and-swap. False: it stands elsewhere, or is of another organization. */
export async function moveEscalation(
  db: Db,
  key: { organizationId: string; escalationId: string },
  to: EscalationState,
  actorLogin: string,
  now: Date,
): Promise<boolean> {
  const from = EscalationState.options.filter((state) => mayMoveEscalation(state, to));
  const { count } = await db.escalation.updateMany({
    where: { organizationId: key.organizationId, id: key.escalationId, state: { in: from } },
    data: {
      state: to,
      ...(to === "taken" ? { takenByLogin: actorLogin, takenAt: now } : {}),
      ...(to === "closed" ? { closedAt: now } : {}),
    },
  });
  if (count === 1) await notifyChanged(db, key.organizationId);
  return count === 1;
}
