import type { ModelUsage } from "@/lib/domain/model";
import { type Db, notifyChanged, toJson } from "./client";

export interface TurnKey {
  organizationId: string;
  sessionId: string;
  attemptId: string;
}

/** `minutesMax` is held against the budgets until the turn ends. */
export async function beginTurn(
  db: Db,
  key: TurnKey,
  minutesMax: number,
  now: Date,
): Promise<{ id: string }> {
  return db.agentTurn.create({ data: { ...key, minutesMax, startedAt: now }, select: { id: true } });
}

/** Lines that people read while the agent works. */
export async function saveTranscript(
  db: Db,
  organizationId: string,
  turnId: string,
  lines: readonly string[],
): Promise<void> {
  await db.agentTurn.updateMany({
    where: { organizationId, id: turnId },
    data: { transcript: toJson(lines) },
  });
  await notifyChanged(db, organizationId);
}

/** What a turn has used so far, calls under way with the most that they may use. */
export async function recordUsage(
  db: Db,
  organizationId: string,
  turnId: string,
  usage: ModelUsage,
): Promise<void> {
  const { requests, inputTokens, outputTokens, usd } = usage;
  await db.agentTurn.updateMany({
    where: { organizationId, id: turnId, endedAt: null },
    data: { requests, inputTokens, outputTokens, usd },
  });
}

export interface TurnEnd {
  report: string;
  notes: string;
  transcript: readonly string[];
  toolCalls: number;
  usage: ModelUsage | null;
}

export async function endTurn(
  db: Db,
  organizationId: string,
  turnId: string,
  end: TurnEnd,
  now: Date,
): Promise<void> {
  const { usage, transcript, ...facts } = end;
  await db.agentTurn.updateMany({
    where: { organizationId, id: turnId },
    data: {
      ...facts,
      transcript: toJson(transcript),
      endedAt: now,
      ...(usage !== null && {
        requests: usage.requests,
        inputTokens: usage.inputTokens,
        outputTokens: usage.outputTokens,
        usd: usage.usd,
      }),
    },
  });
  await notifyChanged(db, organizationId);
}

/** A turn without an agent: something that the session was told. */
export async function recordTold(
  db: Db,
  key: TurnKey,
  line: string,
  report: string,
  now: Date,
): Promise<void> {
  await db.agentTurn.create({
    data: { ...key, transcript: toJson([line]), notes: line, report, startedAt: now, endedAt: now },
  });
  await notifyChanged(db, key.organizationId);
}

/** Turns that a crash cut off end where their session was last seen alive: their time counts as used. */
export async function endCutOffTurns(
  db: Db,
  organizationId: string,
  sessionId: string,
  now: Date,
): Promise<void> {
  await db.agentTurn.updateMany({
    where: { organizationId, sessionId, endedAt: null },
    data: { endedAt: now, report: "failed", notes: "It was cut off." },
  });
}
