import { invariant } from "@/lib/assert";
import {
  ciSpeaker,
  type SessionStatus,
  sessionsThatMayBecome,
  sessionWorkflow,
} from "@/lib/domain/agent-session";
import { type Db, isUniqueConflict, notifyChanged } from "./client";

export interface NewSession {
  organizationId: string;
  loopId: string;
  attemptId: string;
  pullRequestId: string;
  agent: string;
  model: string | null;
  modelSource: string | null;
  modelProtocol: string | null;
  fence: number;
}

/** The newest session of an agent on a pull request. */
export function newestSession(db: Db, organizationId: string, pullRequestId: string, agent: string) {
  return db.agentSession.findFirst({
    where: { organizationId, pullRequestId, agent, workflow: sessionWorkflow },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
  });
}

/** The session that is at work on a pull request, whoever the agent is. */
export function runningSession(db: Db, organizationId: string, pullRequestId: string) {
  return db.agentSession.findFirst({ where: { organizationId, runningPullRequestId: pullRequestId } });
}

/** The model of the last session of a pull request that had one behind an endpoint of this protocol. */
export async function lastModel(db: Db, organizationId: string, pullRequestId: string, protocol: string) {
  const session = await db.agentSession.findFirst({
    where: { organizationId, pullRequestId, model: { not: null }, modelProtocol: protocol },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { model: true },
  });
  return session?.model ?? null;
}

export async function createSession(db: Db, session: NewSession, now: Date): Promise<{ id: string }> {
  const row = await db.agentSession.create({
    data: { ...session, status: "IDLE" satisfies SessionStatus, createdAt: now },
    select: { id: true },
  });
  await notifyChanged(db, session.organizationId);
  return row;
}

/**
 * Takes a session for a prompt. False: another session of the pull request is at work, or this one has ended; then
 * nothing changed.
 */
export async function startSession(
  db: Db,
  session: { organizationId: string; id: string; pullRequestId: string; fence: number },
  now: Date,
): Promise<boolean> {
  const { organizationId, id, pullRequestId, fence } = session;
  try {
    const { count } = await db.agentSession.updateMany({
      where: { organizationId, id, status: { in: sessionsThatMayBecome("RUNNING") }, fence: { lte: fence } },
      data: {
        status: "RUNNING" satisfies SessionStatus,
        runningPullRequestId: pullRequestId,
        fence,
        startedAt: now,
        endedAt: null,
        stopRequestedBy: null,
      },
    });
    if (count === 1) await notifyChanged(db, organizationId);
    return count === 1;
  } catch (error) {
    if (isUniqueConflict(error)) return false;
    throw error;
  }
}

/** Moves a session by compare-and-swap. False: it may not go there from where it stands. */
export async function moveSession(
  db: Db,
  session: { organizationId: string; id: string },
  to: Exclude<SessionStatus, "RUNNING">,
  facts: { notes?: string },
  now: Date,
): Promise<boolean> {
  const { count } = await db.agentSession.updateMany({
    where: {
      organizationId: session.organizationId,
      id: session.id,
      status: { in: sessionsThatMayBecome(to) },
    },
    data: { ...facts, status: to, runningPullRequestId: null, ...(to === "IDLE" ? {} : { endedAt: now }) },
  });
  if (count === 1) await notifyChanged(db, session.organizationId);
  return count === 1;
}

/** Sessions of a loop that are not over. */
export function listOpenSessions(db: Db, organizationId: string, loopId: string) {
  return db.agentSession.findMany({
    where: { organizationId, loopId, status: { in: ["IDLE", "RUNNING"] } },
    orderBy: { createdAt: "asc" },
  });
}

/**
 * Ends what is open of a loop's sessions: idle ones are complete, and so are running ones that CI told to wrap up; others
 * were cut off.
 */
export async function closeSessions(
  db: Db,
  organizationId: string,
  loopId: string,
  now: Date,
): Promise<{ id: string; attemptId: string }[]> {
  const where = { organizationId, loopId };
  const idle = await db.agentSession.updateManyAndReturn({
    where: { ...where, status: "IDLE" },
    data: { status: "COMPLETED", endedAt: now },
    select: { id: true, attemptId: true },
  });
  await db.agentSession.updateMany({
    where: { ...where, status: "RUNNING", messages: { some: { byLogin: ciSpeaker } } },
    data: { status: "COMPLETED", runningPullRequestId: null, endedAt: now },
  });
  await db.agentSession.updateMany({
    where: { ...where, status: "RUNNING" },
    data: { status: "FAILED", runningPullRequestId: null, endedAt: now },
  });
  return idle;
}

/** A session whose worker lost the loop long ago gives its place up. */
export async function abandonSession(db: Db, organizationId: string, id: string, now: Date): Promise<void> {
  const done = await moveSession(
    db,
    { organizationId, id },
    "FAILED",
    { notes: "Its worker was lost." },
    now,
  );
  invariant(done, "a running session may fail");
}

/** A person asks for the end of a session. False where it is not at work. */
export async function requestStop(
  db: Db,
  organizationId: string,
  id: string,
  byLogin: string,
): Promise<boolean> {
  const { count } = await db.agentSession.updateMany({
    where: { organizationId, id, status: "RUNNING" },
    data: { stopRequestedBy: byLogin },
  });
  if (count === 1) await notifyChanged(db, organizationId);
  return count === 1;
}

/** Who asked for the end of a session; null where nobody did. */
export async function stopRequestedBy(db: Db, organizationId: string, id: string): Promise<string | null> {
  const row = await db.agentSession.findFirst({
    where: { organizationId, id },
    select: { stopRequestedBy: true },
  });
  return row?.stopRequestedBy ?? null;
}

export function findSession(db: Db, organizationId: string, loopId: string, id: string) {
  return db.agentSession.findFirst({ where: { organizationId, loopId, id } });
}
