import { invariant } from "@/lib/assert";
import { type LoopOutcome, type LoopState, mayMove } from "@/lib/domain/loop";
import { type Db, isUniqueConflict, notifyChanged, toJson } from "./client";
import type { Prisma } from "./generated/client";

export interface NewLoop {
  organizationId: string;
  repositoryId: string;
  pullRequestId: string;
  headSha: string;
  trigger: string;
  failingRunIds: readonly string[];
  attemptLimit: number;
  deadlineAt: Date;
  repairBranch: (loopId: string) => string;
  appliesAttemptId?: string | null;
  /** Who asked for this loop, and so for its repair; null where CI did. */
  startedByLogin?: string | null;
}

/**
 * Opens a loop, or answers null when another is there: one open loop for each pull request, one loop for each trigger.
 * Two unique indexes decide. Looking first and inserting then makes duplicates under load, whatever the row locks.
 */
export async function openLoop(db: Db, loop: NewLoop, now: Date): Promise<{ id: string } | null> {
  const { repairBranch, failingRunIds, ...facts } = loop;
  const id = `loop${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
  try {
    await db.repairLoop.create({
      data: {
        ...facts,
        id,
        failingRunIds: toJson(failingRunIds),
        openPullRequestId: loop.pullRequestId,
        repairBranch: repairBranch(id),
        createdAt: now,
        progressedAt: now,
      },
    });
  } catch (error) {
    if (isUniqueConflict(error)) return null;
    throw error;
  }
  await notifyChanged(db, loop.organizationId);
  return { id };
}

export function loopById(db: Db, organizationId: string, loopId: string) {
  return db.repairLoop.findFirstOrThrow({
    where: { organizationId, id: loopId },
    include: { repository: true, pullRequest: true, organization: true },
  });
}
export type LoopRow = Awaited<ReturnType<typeof loopById>>;

/** A drive of a loop: whoever holds the newest fence may act, everyone else does nothing. */
export interface Drive {
  organizationId: string;
  loopId: string;
  fence: number;
}

/** Takes the next fence if the loop stands where the caller believes. Null: it does not, so there is nothing to do. */
export async function takeFence(
  db: Db,
  at: { organizationId: string; loopId: string; state: LoopState; attempt: number },
  now: Date,
): Promise<Drive | null> {
  const { organizationId, loopId, state, attempt } = at;
  const rows = await db.repairLoop.updateManyAndReturn({
    where: { organizationId, id: loopId, state, attempt },
    data: { fence: { increment: 1 }, progressedAt: now },
    select: { fence: true },
  });
  const row = rows[0];
  return row === undefined ? null : { organizationId, loopId, fence: row.fence };
}

/** True while no later drive has taken the loop and it has not ended. Asked right before each outside effect. */
export async function holdsFence(db: Db, drive: Drive): Promise<boolean> {
  const count = await db.repairLoop.count({
    where: {
      organizationId: drive.organizationId,
      id: drive.loopId,
      fence: drive.fence,
      state: { not: "ended" },
    },
  });
  return count === 1;
}

/** Says that this drive is still at work, so that its loop does not count as stalled. False: the fence was lost. */
export async function touchLoop(db: Db, drive: Drive, now: Date): Promise<boolean> {
  const { count } = await db.repairLoop.updateMany({
    where: {
      organizationId: drive.organizationId,
      id: drive.loopId,
      fence: drive.fence,
      state: { not: "ended" },
    },
    data: { progressedAt: now },
  });
  return count === 1;
}

/** Moves the loop by compare-and-swap and stores facts with the move. False: the fence was lost. */
export async function advanceLoop(
  db: Db,
  drive: Drive,
  from: LoopState,
  to: LoopState,
  facts: Omit<Prisma.RepairLoopUncheckedUpdateManyInput, "state" | "fence" | "outcome" | "endedAt">,
  now: Date,
): Promise<boolean> {
  invariant(mayMove(from, to), `a loop does not go from ${from} to ${to}`);
  const { count } = await db.repairLoop.updateMany({
    where: { organizationId: drive.organizationId, id: drive.loopId, fence: drive.fence, state: from },
    data: { ...facts, state: to, progressedAt: now },
  });
  if (count === 1) await notifyChanged(db, drive.organizationId);
  return count === 1;
}

/** Stores facts of an open loop without moving it. False: the fence was lost. */
export async function saveLoopFacts(
  db: Db,
  drive: Drive,
  facts: Omit<Prisma.RepairLoopUncheckedUpdateManyInput, "state" | "fence" | "outcome" | "endedAt">,
  now: Date,
): Promise<boolean> {
  const { count } = await db.repairLoop.updateMany({
    where: {
      organizationId: drive.organizationId,
      id: drive.loopId,
      fence: drive.fence,
      state: { not: "ended" },
    },
    data: { ...facts, progressedAt: now },
  });
  if (count === 1) await notifyChanged(db, drive.organizationId);
  return count === 1;
}

/**
 * Ends a loop, once. With a fence it is the drive's own end; without one the end comes from outside (a closed pull
 * request, a person) and takes the fence away from whoever drives. False: it had ended already, or the fence was lost.
 */
export async function endLoop(
  db: Db,
  loop: { organizationId: string; loopId: string; fence: number | null },
  end: { outcome: LoopOutcome; reason: string; proof?: unknown },
  now: Date,
): Promise<boolean> {
  const { count } = await db.repairLoop.updateMany({
    where: {
      organizationId: loop.organizationId,
      id: loop.loopId,
      state: { not: "ended" },
      ...(loop.fence === null ? {} : { fence: loop.fence }),
    },
    data: {
      state: "ended",
      outcome: end.outcome,
      endReason: end.reason,
      openPullRequestId: null,
      fence: { increment: 1 },
      endedAt: now,
      progressedAt: now,
      ...(end.proof === undefined ? {} : { proof: toJson(end.proof) }),
    },
  });
  if (count === 1) await notifyChanged(db, loop.organizationId);
  return count === 1;
}

/** Remembers where the loop's comment and check run are, also after its end. */
export async function saveLoopMarks(
  db: Db,
  organizationId: string,
  loopId: string,
  marks: { commentId?: bigint; checkRunId?: bigint },
): Promise<void> {
  await db.repairLoop.updateMany({ where: { organizationId, id: loopId }, data: marks });
}

/** The end of the loop has been told everywhere. */
export async function markEndReported(
  db: Db,
  organizationId: string,
  loopId: string,
  now: Date,
): Promise<void> {
  await db.repairLoop.updateMany({
    where: { organizationId, id: loopId, state: "ended" },
    data: { endReportedAt: now },
  });
}

/** The rows under which the app may see and change things. */
const accessible = {
  organization: { suspendedAt: null, removedAt: null },
  repository: { removedAt: null, archivedAt: null },
} as const;

/**
 * Loops that ended before `before` and whose end was not told, though it can be: the process died in between, or the app
 * had no access then.
 */
export function listUnreportedEnds(
  db: Db,
  before: Date,
  limit: number,
  where: { organizationId?: string; repositoryId?: string } = {},
) {
  return db.repairLoop.findMany({
    where: { ...where, ...accessible, state: "ended", endReportedAt: null, endedAt: { lt: before } },
    orderBy: { endedAt: "asc" },
    take: limit,
    select: {
      id: true,
      organizationId: true,
      repositoryId: true,
      headSha: true,
      trigger: true,
      endReason: true,
    },
  });
}

export function findOpenLoop(db: Db, organizationId: string, pullRequestId: string) {
  return db.repairLoop.findFirst({ where: { organizationId, openPullRequestId: pullRequestId } });
}

/** The open loop that repairs this very commit. */
export function findOpenLoopOfCommit(
  db: Db,
  where: { organizationId: string; repositoryId: string; headSha: string },
) {
  return db.repairLoop.findFirst({ where: { ...where, state: { not: "ended" } } });
}

/** The newest loop that this commit has or had. */
export function newestLoopOfCommit(
  db: Db,
  where: { organizationId: string; repositoryId: string; headSha: string },
) {
  return db.repairLoop.findFirst({ where, orderBy: { createdAt: "desc" } });
}

export function findLoopByTrigger(
  db: Db,
  key: { organizationId: string; pullRequestId: string; headSha: string; trigger: string },
) {
  return db.repairLoop.findUnique({ where: { organizationId_pullRequestId_headSha_trigger: key } });
}

export function findLoopByBranch(db: Db, organizationId: string, repositoryId: string, repairBranch: string) {
  return db.repairLoop.findFirst({ where: { organizationId, repositoryId, repairBranch } });
}

/** Open loops of organizations and repositories that the app may still see, longest unmoved first. */
export function listActiveLoops(db: Db, limit: number): Promise<LoopRow[]> {
  return db.repairLoop.findMany({
    where: { ...accessible, state: { not: "ended" } },
    orderBy: { progressedAt: "asc" },
    take: limit,
    include: { repository: true, pullRequest: true, organization: true },
  });
}

export function findLoopOfCheckRun(db: Db, organizationId: string, repositoryId: string, checkRunId: bigint) {
  return db.repairLoop.findFirst({ where: { organizationId, repositoryId, checkRunId } });
}

/** The newest loop that has a check run on this commit. */
export function findNewestReportedLoop(
  db: Db,
  where: { organizationId: string; repositoryId: string; headSha: string },
) {
  return db.repairLoop.findFirst({
    where: { ...where, checkRunId: { not: null } },
    orderBy: { createdAt: "desc" },
  });
}

/** Open loops of an organization, or of one repository of it. */
export function listOpenLoops(db: Db, where: { organizationId: string; repositoryId?: string }) {
  return db.repairLoop.findMany({
    where: { ...where, state: { not: "ended" } },
    orderBy: { createdAt: "asc" },
  });
}

/** The first loop that was opened to apply this attempt's patch. */
export function findApplyingLoop(
  db: Db,
  organizationId: string,
  attemptId: string,
): Promise<{ id: string } | null> {
  return db.repairLoop.findFirst({
    where: { organizationId, appliesAttemptId: attemptId },
    orderBy: { createdAt: "asc" },
    select: { id: true },
  });
}

export function countLoopsSince(
  db: Db,
  organizationId: string,
  pullRequestId: string,
  since: Date,
): Promise<number> {
  return db.repairLoop.count({ where: { organizationId, pullRequestId, createdAt: { gte: since } } });
}

export function newestLoop(db: Db, organizationId: string, pullRequestId: string) {
  return db.repairLoop.findFirst({
    where: { organizationId, pullRequestId },
    orderBy: { createdAt: "desc" },
  });
}

/**
 * Open loops that have not moved since `before`: their event was lost, or their worker died. One that waits for a person
 * is late only when its wait is over.
 */
export function listStalledLoops(db: Db, before: Date, limit: number) {
  return db.repairLoop.findMany({
    where: {
      progressedAt: { lt: before },
      OR: [{ state: { notIn: ["ended", "waiting"] } }, { state: "waiting", startBy: { lt: before } }],
    },
    orderBy: { progressedAt: "asc" },
    take: limit,
    include: { pullRequest: true, repository: true, organization: true },
  });
}
