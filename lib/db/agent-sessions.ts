import type { SessionStatus } from "@/lib/domain/agent-session";
import { type Db, notifyChanged, toJson } from "./client";

interface SessionKey {
  organizationId: string;
  loopId: string;
  attemptId: string;
  agent: string;
}

/** Starts the session of one agent in one attempt; a session that was cut off by a crash starts again as the same row. */
export async function startSession(db: Db, key: SessionKey, now: Date): Promise<{ id: string }> {
  const { organizationId, attemptId, agent } = key;
  const status: SessionStatus = "RUNNING";
  const row = await db.agentSession.upsert({
    where: { organizationId_attemptId_agent: { organizationId, attemptId, agent } },
    create: { ...key, status, startedAt: now },
    update: { status, startedAt: now, endedAt: null, transcript: [] },
    select: { id: true },
  });
  await notifyChanged(db, organizationId);
  return row;
}

/** Lines that people read while the agent works. */
export async function saveTranscript(
  db: Db,
  organizationId: string,
  sessionId: string,
  lines: readonly string[],
): Promise<void> {
  await db.agentSession.updateMany({
    where: { organizationId, id: sessionId },
    data: { transcript: toJson(lines) },
  });
  await notifyChanged(db, organizationId);
}

export async function endSession(
  db: Db,
  organizationId: string,
  sessionId: string,
  end: { status: "COMPLETED" | "FAILED"; notes: string; transcript: readonly string[] },
  now: Date,
): Promise<void> {
  await db.agentSession.updateMany({
    where: { organizationId, id: sessionId },
    data: { status: end.status, notes: end.notes, transcript: toJson(end.transcript), endedAt: now },
  });
  await notifyChanged(db, organizationId);
}

/** Sessions still open when their loop ends are closed with it. */
export async function failOpenSessions(
  db: Db,
  organizationId: string,
  loopId: string,
  now: Date,
): Promise<void> {
  await db.agentSession.updateMany({
    where: { organizationId, loopId, status: { in: ["IDLE", "RUNNING"] } },
    data: { status: "FAILED", endedAt: now },
  });
}
