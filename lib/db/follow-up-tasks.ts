import type { FollowUpDocument, FollowUpStatus } from "@/lib/domain/follow-up-task";
import { type Db, notifyChanged, toJson } from "./client";

/** Schedules a check of a pull request. Answers its id, the same one when it was scheduled before. */
export async function scheduleFollowUp(
  db: Db,
  key: { organizationId: string; loopId: string; sequence: number },
  document: FollowUpDocument,
): Promise<{ id: string; scheduledFor: Date }> {
  const { scheduledFor, createdAt } = document;
  const facts = {
    scheduledFor: new Date(scheduledFor),
    createdAt: new Date(createdAt),
    document: toJson(document),
  };
  await db.followUpTask.createMany({ data: [{ ...key, ...facts }], skipDuplicates: true });
  const row = await db.followUpTask.findUniqueOrThrow({
    where: { organizationId_loopId_sequence: key },
    select: { id: true, scheduledFor: true },
  });
  await notifyChanged(db, key.organizationId);
  return row;
}

export function followUpById(db: Db, organizationId: string, taskId: string) {
  return db.followUpTask.findFirst({ where: { organizationId, id: taskId } });
}

/** Moves a task by compare-and-swap. False: somebody else moved it first. */
export async function moveFollowUp(
  db: Db,
  key: { organizationId: string; taskId: string },
  from: FollowUpStatus,
  to: FollowUpStatus,
  facts: { result?: string; executedAt?: Date; endedAt?: Date; cancelledBy?: string },
): Promise<boolean> {
  const { count } = await db.followUpTask.updateMany({
    where: { organizationId: key.organizationId, id: key.taskId, status: from },
    data: { status: to, ...facts },
  });
  if (count === 1) await notifyChanged(db, key.organizationId);
  return count === 1;
}

/** Scheduled tasks whose time has passed: their timer was lost. */
export function listOverdueFollowUps(db: Db, before: Date, limit: number) {
  return db.followUpTask.findMany({
    where: { status: "scheduled", scheduledFor: { lt: before } },
    orderBy: { scheduledFor: "asc" },
    take: limit,
  });
}
