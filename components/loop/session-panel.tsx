import { CircleCheckIcon, CirclePauseIcon, CircleXIcon, LoaderCircleIcon, WrenchIcon } from "lucide-react";
import { type SessionStatus, sessionTitle } from "@/lib/domain/agent-session";
import { Status, type StatusLook } from "../status/status";
import { Duration } from "../time/duration";

export interface Session {
  id: string;
  agent: string;
  status: SessionStatus;
  notes: string | null;
  transcript: readonly string[];
  startedAt: Date | null;
  endedAt: Date | null;
}

const looks: Record<SessionStatus, StatusLook> = {
  IDLE: { icon: CirclePauseIcon, tone: "neutral", word: "Idle" },
  RUNNING: { icon: LoaderCircleIcon, tone: "info", word: "Working", spins: true },
  COMPLETED: { icon: CircleCheckIcon, tone: "success", word: "Completed" },
  FAILED: { icon: CircleXIcon, tone: "danger", word: "Failed" },
};

/** One run of an agent: what it is called, where it stands, and what it said while it worked. */
export function SessionPanel({ session, now }: { session: Session; now: number }) {
  return (
    <div className="border-t px-4 py-3 first:border-t-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-[13px]">
        <span className="inline-flex items-center gap-1.5 rounded-full bg-warning-soft py-0.5 pr-2.5 pl-2 font-medium text-warning">
          <WrenchIcon aria-hidden className="size-3.5" />
          {sessionTitle}
        </span>
        <span className="font-mono text-xs">{session.agent}</span>
        <Status look={looks[session.status]} />
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
      {session.transcript.length > 0 && (
        <details open={session.status === "RUNNING"} className="mt-2">
          <summary className="text-xs text-muted-foreground hover:text-foreground">
            Transcript, {session.transcript.length} lines
          </summary>
          <ol className="mt-1.5 max-h-96 overflow-auto rounded-md bg-muted/60 p-3 font-mono text-xs leading-5">
            {session.transcript.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines repeat and are only ever added at the end
              <li key={index} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
                {line}
              </li>
            ))}
          </ol>
        </details>
      )}
    </div>
  );
}
