import { CircleCheckIcon, CirclePauseIcon, CircleXIcon, LoaderCircleIcon, WrenchIcon } from "lucide-react";
import { type SessionStatus, sessionTitle } from "@/lib/domain/agent-session";
import type { ActionResult } from "../action-button";
import { tokenWords, usdWords } from "../agents/usage-words";
import { Status, type StatusLook } from "../status/status";
import { Duration } from "../time/duration";
import { SessionControls } from "./session-controls";
import { type SessionMessageItem, SessionMessages } from "./session-messages";
import { Transcript } from "./transcript";

export interface Session {
  id: string;
  sessionId: string;
  agent: string;
  status: SessionStatus;
  model: string | null;
  modelSource: string | null;
  /** How the turn ended, in one word; null while it runs. */
  report: string | null;
  notes: string | null;
  transcript: readonly string[];
  startedAt: Date | null;
  toolCalls: number;
  requests: number;
  tokens: number;
  usd: number | null;
  stopRequestedBy: string | null;
  messages: readonly SessionMessageItem[];
  endedAt: Date | null;
}

interface SessionPanelProps {
  session: Session;
  now: number;
  /** Whether the agent takes messages while it works. */
  hearsMessages: boolean;
  send: (before: ActionResult | null, form: FormData) => Promise<ActionResult>;
  stop: () => Promise<ActionResult>;
}

/** Ends that deserve a word of their own. */
const reportWords: Record<string, string> = {
  real_bug: "Real bug, not repaired",
  cannot_reproduce: "Cannot reproduce",
  stopped: "Stopped by a person",
  no_change: "Changed nothing",
  ci_passed: "Told that CI passed",
};

const looks: Record<SessionStatus, StatusLook> = {
  IDLE: { icon: CirclePauseIcon, tone: "neutral", word: "Idle" },
  RUNNING: { icon: LoaderCircleIcon, tone: "info", word: "Running", spins: true },
  COMPLETED: { icon: CircleCheckIcon, tone: "success", word: "Completed" },
  FAILED: { icon: CircleXIcon, tone: "danger", word: "Failed" },
};

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}

/** One run of an agent: what it is called, where it stands, and what it said while it worked. */
export function SessionPanel({ session, now, hearsMessages, send, stop }: SessionPanelProps) {
  // Between two turns, or while the loop looks at what it did, nobody reads a message.
  const isAtWork = session.status === "RUNNING" && session.endedAt === null;
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
        <span className="inline-flex items-center gap-1.5 rounded-full bg-warning-soft py-0.5 pr-2.5 pl-2 font-medium text-warning">
          <WrenchIcon aria-hidden className="size-3.5" />
          {sessionTitle}
        </span>
        <span className="font-mono text-xs">{session.agent}</span>
        <Status look={looks[session.status]} />
        {session.report !== null && reportWords[session.report] !== undefined && (
          <span className="rounded bg-muted px-1.5 py-0.5 text-xs font-medium">
            {reportWords[session.report]}
          </span>
        )}
        {session.model !== null && (
          <span className="text-xs text-muted-foreground">
            {session.model}
            {session.modelSource === "last_session" ? ", as in the last session" : ""}
          </span>
        )}
        {session.startedAt !== null && (
          <span className="ml-auto text-xs text-muted-foreground">
            <Duration from={session.startedAt} to={session.endedAt} now={now} />
          </span>
        )}
      </div>
      {session.notes !== null && session.notes !== "" && (
        <p className="mt-2 text-[13px] whitespace-pre-wrap text-muted-foreground [overflow-wrap:anywhere]">
          {session.notes}
        </p>
      )}
      {session.requests + session.toolCalls > 0 && (
        <p className="mt-1.5 text-xs text-muted-foreground tabular-nums">
          {counted(session.toolCalls, "tool call")}, {counted(session.requests, "model request")},{" "}
          {tokenWords(session.tokens)} tokens, {usdWords(session.usd)}
        </p>
      )}
      {session.transcript.length > 0 && <Transcript lines={session.transcript} isLive={isAtWork} />}
      <SessionMessages messages={session.messages} now={now} />
      {isAtWork && (
        <SessionControls
          send={hearsMessages ? send : null}
          stop={stop}
          stopRequestedBy={session.stopRequestedBy}
        />
      )}
    </div>
  );
}
