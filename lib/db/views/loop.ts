import { z } from "zod";
import { SessionStatus } from "../../domain/agent-session";
import { Brief } from "../../domain/brief";
import { EscalationState } from "../../domain/escalation";
import { FailureEvidence } from "../../domain/failure-evidence";
import { LocalProof } from "../../domain/local-proof";
import { Category, LoopOutcome, LoopState, Stage } from "../../domain/loop";
import { ProofLevel, ValidationVerdict } from "../../domain/validation";
import type { Db } from "../client";
import { type GateReport, readGateReport } from "./gate-report";

export interface TimelineItem {
  id: string;
  attempt: number;
  stage: Stage;
  title: string;
  status: "running" | "done" | "failed" | "skipped" | "waiting";
  reason: string | null;
  /** The reasons of a decision, where the entry keeps them one by one. */
  reasons: string[];
  startedAt: Date;
  endedAt: Date | null;
}

/** One turn of an agent session in an attempt. */
export interface SessionItem {
  id: string;
  sessionId: string;
  agent: string;
  status: SessionStatus;
  model: string | null;
  modelSource: string | null;
  /** How the turn ended, in one word; null while it runs. */
  report: string | null;
  notes: string | null;
  transcript: string[];
  toolCalls: number;
  requests: number;
  tokens: number;
  /** Null where nobody said what the model costs. */
  usd: number | null;
  stopRequestedBy: string | null;
  /** What it was told in this turn, oldest first. */
  messages: { id: string; by: string; text: string; createdAt: Date; deliveredAt: Date | null }[];
  startedAt: Date | null;
  endedAt: Date | null;
}

/** One attempt with everything that a person can look at. Documents that another version wrote are null. */
export interface AttemptItem {
  number: number;
  agent: string | null;
  outcome: string | null;
  reason: string | null;
  commitSha: string | null;
  startedAt: Date;
  endedAt: Date | null;
  patchText: string | null;
  gate: GateReport | null;
  localProof: LocalProof | null;
  validation: ValidationVerdict | null;
  sessions: SessionItem[];
}

export interface LoopDetail {
  id: string;
  repositoryId: string;
  repository: { owner: string; name: string };
  pullRequest: {
    number: number;
    title: string;
    authorLogin: string;
    headRef: string;
    baseRef: string;
    repairsStoppedBy: string | null;
  };
  headSha: string;
  state: LoopState;
  outcome: LoopOutcome | null;
  endReason: string | null;
  category: Category | null;
  intermittent: boolean;
  attempt: number;
  attemptsSpent: number;
  attemptLimit: number;
  rerunsAsked: number;
  proofLevel: ProofLevel | null;
  repairBranch: string | null;
  repairPullRequest: { number: number; url: string } | null;
  deadlineAt: Date;
  /** Whose session waits for a person to start it, and until when; null while none does. */
  waitsForStart: { agent: string | null; startBy: Date } | null;
  createdAt: Date;
  endedAt: Date | null;
  timeline: TimelineItem[];
  attempts: AttemptItem[];
  /** Attempts for which evidence or a brief was stored, ascending. */
  documentedAttempts: number[];
  escalation: { id: string; state: EscalationState; takenByLogin: string | null } | null;
  followUps: { id: string; status: string; scheduledFor: Date; result: string | null }[];
}

const ofSession = {
  turns: { orderBy: { startedAt: "desc" }, take: 1, select: { id: true } },
  messages: {
    orderBy: { createdAt: "asc" },
    select: { id: true, byLogin: true, text: true, createdAt: true, deliveredAt: true },
  },
} as const;

/** A session's messages belong to the turn in which they were said. */
function messagesOf(
  turn: { startedAt: Date | null; endedAt: Date | null },
  messages: readonly {
    id: string;
    byLogin: string;
    text: string;
    createdAt: Date;
    deliveredAt: Date | null;
  }[],
): SessionItem["messages"] {
  const { startedAt, endedAt } = turn;
  return messages
    .filter(
      ({ createdAt }) =>
        startedAt !== null && createdAt >= startedAt && (endedAt === null || createdAt <= endedAt),
    )
    .map(({ byLogin, ...message }) => ({ ...message, by: byLogin }));
}

/** A session stands where its last turn left it; earlier turns are over and waited for the next. */
function turnStatus(
  turn: { id: string; endedAt: Date | null },
  session: { status: string; turns: readonly { id: string }[] },
): SessionStatus {
  if (session.turns[0]?.id === turn.id) return SessionStatus.parse(session.status);
  return turn.endedAt === null ? "FAILED" : "IDLE";
}

/** One loop of an organization; null where it has none with this id. */
export async function readLoop(db: Db, organizationId: string, loopId: string): Promise<LoopDetail | null> {
  const row = await db.repairLoop.findFirst({
    where: { organizationId, id: loopId },
    include: {
      repository: { select: { owner: true, name: true } },
      pullRequest: true,
      timeline: { orderBy: [{ startedAt: "asc" }, { id: "asc" }] },
      attempts: {
        orderBy: { number: "asc" },
        omit: { patch: true },
        include: { turns: { orderBy: { startedAt: "asc" }, include: { session: { include: ofSession } } } },
      },
      sessions: {
        where: { status: "IDLE" },
        orderBy: { createdAt: "desc" },
        take: 1,
        select: { agent: true },
      },
      escalation: { select: { id: true, state: true, takenByLogin: true } },
      followUpTasks: {
        orderBy: { sequence: "asc" },
        select: { id: true, status: true, scheduledFor: true, result: true },
      },
      evidence: { select: { attempt: true } },
      briefs: { select: { attempt: true } },
    },
  });
  if (row === null) return null;
  const documented = new Set([...row.evidence, ...row.briefs].map((document) => document.attempt));
  return {
    id: row.id,
    repositoryId: row.repositoryId,
    repository: row.repository,
    pullRequest: row.pullRequest,
    headSha: row.headSha,
    state: LoopState.parse(row.state),
    outcome: LoopOutcome.nullable().parse(row.outcome),
    endReason: row.endReason,
    category: Category.nullable().catch("unknown").parse(row.category),
    intermittent: row.intermittent,
    attempt: row.attempt,
    attemptsSpent: row.attemptsSpent,
    attemptLimit: row.attemptLimit,
    rerunsAsked: row.rerunsAsked,
    proofLevel: proofLevelOf(row.proof),
    repairBranch: row.repairBranch,
    repairPullRequest:
      row.repairPullRequestNumber === null || row.repairPullRequestUrl === null
        ? null
        : { number: row.repairPullRequestNumber, url: row.repairPullRequestUrl },
    deadlineAt: row.deadlineAt,
    waitsForStart:
      row.state === "waiting" && row.startBy !== null
        ? { agent: row.sessions[0]?.agent ?? null, startBy: row.startBy }
        : null,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    timeline: row.timeline.map((entry) => ({
      id: entry.id,
      attempt: entry.attempt,
      stage: Stage.catch("detect").parse(entry.stage),
      title: entry.title,
      status: timelineStatus(entry.status),
      reason: entry.reason,
      reasons: reasonsOf(entry.detail),
      startedAt: entry.startedAt,
      endedAt: entry.endedAt,
    })),
    attempts: row.attempts.map((attempt) => ({
      ...attempt,
      gate: readGateReport(attempt.gate),
      localProof: LocalProof.safeParse(attempt.localProof).data ?? null,
      validation: ValidationVerdict.safeParse(attempt.validation).data ?? null,
      sessions: attempt.turns.map(({ session, ...turn }) => ({
        ...turn,
        agent: session.agent,
        model: session.model,
        modelSource: session.modelSource,
        stopRequestedBy: turn.endedAt === null ? session.stopRequestedBy : null,
        tokens: turn.inputTokens + turn.outputTokens,
        status: turnStatus(turn, session),
        messages: messagesOf(turn, session.messages),
        transcript: transcriptLines(turn.transcript),
      })),
    })),
    documentedAttempts: [...documented].sort((left, right) => left - right),
    escalation: row.escalation && {
      ...row.escalation,
      state: EscalationState.parse(row.escalation.state),
    },
    followUps: row.followUpTasks,
  };
}

export interface AttemptDocuments {
  evidence: FailureEvidence | null;
  brief: Brief | null;
  /** The brief exactly as it was stored and handed over. */
  briefDocument: unknown;
}

/** Evidence and brief as they lay on the table before one attempt. */
export async function readAttemptDocuments(
  db: Db,
  organizationId: string,
  loopId: string,
  attempt: number,
): Promise<AttemptDocuments> {
  const key = { organizationId_loopId_attempt: { organizationId, loopId, attempt } };
  const [evidence, brief] = await Promise.all([
    db.evidence.findUnique({ where: key, select: { document: true } }),
    db.brief.findUnique({ where: key, select: { document: true } }),
  ]);
  return {
    evidence: FailureEvidence.safeParse(evidence?.document).data ?? null,
    brief: Brief.safeParse(brief?.document).data ?? null,
    briefDocument: brief?.document ?? null,
  };
}

function timelineStatus(status: string): TimelineItem["status"] {
  switch (status) {
    case "running":
    case "failed":
    case "skipped":
    case "waiting":
      return status;
    default:
      return "done";
  }
}

function transcriptLines(transcript: unknown): string[] {
  if (!Array.isArray(transcript)) return [];
  return transcript.map((line) => (typeof line === "string" ? line : JSON.stringify(line)));
}

const DecisionDetail = z.object({ decision: z.object({ reasons: z.array(z.string()) }) });

function reasonsOf(detail: unknown): string[] {
  return DecisionDetail.safeParse(detail).data?.decision.reasons ?? [];
}

function proofLevelOf(proof: unknown): ProofLevel | null {
  return z.object({ level: ProofLevel }).safeParse(proof).data?.level ?? null;
}
