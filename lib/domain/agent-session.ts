import { z } from "zod";
import { assertNever } from "../assert";

/** `COMPLETED` and `FAILED` are terminal. */
export const SessionStatus = z.enum(["IDLE", "RUNNING", "COMPLETED", "FAILED"]);
export type SessionStatus = z.infer<typeof SessionStatus>;

/** The name under which people see every agent session. */
export const sessionTitle = "CI Fixing";

/** The word under which sessions of this kind are found. */
export const sessionWorkflow = "ci-fix";

/** Moves that a session may make. `RUNNING` to `RUNNING` is a session at work that gets another prompt. */
const nextStatuses: Record<SessionStatus, readonly SessionStatus[]> = {
  IDLE: ["RUNNING", "COMPLETED", "FAILED"],
  RUNNING: ["RUNNING", "IDLE", "COMPLETED", "FAILED"],
  COMPLETED: [],
  FAILED: [],
};

export function mayMoveSession(from: SessionStatus, to: SessionStatus): boolean {
  return nextStatuses[from].includes(to);
}

/** Statuses from which a session may go to `to`. */
export function sessionsThatMayBecome(to: SessionStatus): SessionStatus[] {
  return SessionStatus.options.filter((from) => mayMoveSession(from, to));
}

/** The newest session of an agent on a pull request. `working` tells whether somebody is at work in it right now. */
export interface ExistingSession {
  status: SessionStatus;
  working: boolean;
}

export type SessionPlan =
  | { kind: "create"; reason: string }
  | { kind: "skip"; reason: string }
  | { kind: "prompt"; reason: string }
  | { kind: "start"; reason: string };

/**
 * Whether a red check makes a new session, wakes the one that is there, or does nothing because somebody works already.
 * One fixer for each pull request, however often its failure is told.
 */
export function planSession(existing: ExistingSession | null): SessionPlan {
  if (existing === null) return { kind: "create", reason: "There is no session yet." };
  switch (existing.status) {
    case "RUNNING":
      return existing.working
        ? { kind: "skip", reason: "A session is fixing this already." }
        : { kind: "prompt", reason: "The session is running and waits for a prompt." };
    case "IDLE":
      return { kind: "start", reason: "The session finished its last task and is started again." };
    case "COMPLETED":
      return { kind: "create", reason: "The last session is complete." };
    case "FAILED":
      return { kind: "create", reason: "The last session failed." };
    default:
      return assertNever(existing.status, "session status");
  }
}

/** Which model a session asks, and who says so. */
export type ModelChoice =
  | { kind: "chosen"; model: string; source: "settings" | "last_session" }
  | { kind: "missing"; reason: string };

/**
 * The model of a session: the one in the agent's settings, else that of the pull request's last session. There is no
 * third: a model that nobody chose is a blocker, not a default.
 */
export function chooseModel(set: string | null, ofLastSession: string | null): ModelChoice {
  if (set !== null) return { kind: "chosen", model: set, source: "settings" };
  if (ofLastSession !== null) return { kind: "chosen", model: ofLastSession, source: "last_session" };
  return {
    kind: "missing",
    reason:
      "No model is set for this agent, and no earlier session of the pull request had one that its endpoint understands. Set it on the agents page.",
  };
}

/** Whose message it is where CI speaks, not a person. No login has a space. */
export const ciSpeaker = "CI itself";

/** How long a session at work may go on after it was told that CI passed. Nothing that it does then is published. */
export const wrapUpSeconds = 60;

/** What a session is told when CI is green. */
export function ciPassedMessage(pullRequest: number): string {
  return `CI passed on pull request #${pullRequest}. There is nothing left to repair: you can wrap up.`;
}
