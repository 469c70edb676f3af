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
  from: FollowUpStatus | readonly FollowUpStatus[],
  to: FollowUpStatus,
  facts: { result?: string; executedAt?: Date; endedAt?: Date | null; cancelledBy?: string },
): Promise<boolean> {
  const { count } = await db.followUpTask.updateMany({
    where: { organizationId: key.organizationId, id: key.taskId, status: { in: [from].flat() } },
    data: { status: to, ...facts },
  });
  if (count === 1) await notifyChanged(db, key.organizationId);
  return count === 1;
}

/** Tasks that nobody works on: scheduled ones whose timer was lost, and those whose worker died in the middle. */
export function listOverdueFollowUps(db: Db, before: { due: Date; begun: Date }, limit: number) {
  return db.followUpTask.findMany({
    where: {
      OR: [
        { status: "scheduled", scheduledFor: { lt: before.due } },
        { status: "executing", executedAt: { lt: before.begun } },
      ],
    },
    orderBy: { scheduledFor: "asc" },
    take: limit,
  });
}

/** The newest task of a loop, by its number in the row of them. */
export function newestFollowUp(db: Db, organizationId: string, loopId: string) {
  return db.followUpTask.findFirst({
    where: { organizationId, loopId },
    orderBy: { sequence: "desc" },
    select: { sequence: true, status: true, scheduledFor: true },
  });
}

/** Removes tasks that ended before `before`. Answers how many went. */
export async function pruneFollowUps(db: Db, before: Date, organizationId?: string): Promise<number> {
  const { count } = await db.followUpTask.deleteMany({
    where: { organizationId, status: { in: ["completed", "failed"] }, endedAt: { lt: before } },
  });
  if (count > 0 && organizationId !== undefined) await notifyChanged(db, organizationId);
  return count;
}
