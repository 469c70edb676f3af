import {
  CircleCheckIcon,
  CircleDotIcon,
  CircleMinusIcon,
  CirclePauseIcon,
  CircleXIcon,
  FlagTriangleRightIcon,
} from "lucide-react";
import type { Stage } from "@/lib/domain/loop";
import { classNames } from "../class-names";
import type { StatusLook } from "../status/status";
import { toneFill, toneText } from "../status/tone";
import { Duration } from "../time/duration";
import { formatExact } from "../time/format-relative";

export interface TimelineEntry {
  id: string;
  attempt: number;
  stage: Stage;
  title: string;
  status: "running" | "done" | "failed" | "skipped" | "waiting";
  reason: string | null;
  startedAt: Date;
  endedAt: Date | null;
}

const looks: Record<TimelineEntry["status"], StatusLook> = {
  running: { icon: CircleDotIcon, tone: "info", word: "Running", spins: true },
  waiting: { icon: CirclePauseIcon, tone: "info", word: "Waiting" },
  done: { icon: CircleCheckIcon, tone: "success", word: "Done" },
  failed: { icon: CircleXIcon, tone: "danger", word: "Failed" },
  skipped: { icon: CircleMinusIcon, tone: "neutral", word: "Skipped" },
};

interface TimelineProps {
  entries: readonly TimelineEntry[];
  now: number;
}

/** One lane for each attempt; bars show when each step ran, on one scale for the whole loop. */
export function Timeline({ entries, now }: TimelineProps) {
  const scale = scaleOf(entries, now);
  return (
    <div className="divide-y">
      {[...lanesOf(entries)].map(([attempt, lane]) => (
        <section key={attempt} aria-label={laneTitle(attempt)} className="px-4 py-3">
          <h3 className="mb-1 text-xs font-medium text-muted-foreground">{laneTitle(attempt)}</h3>
          <ol>
            {lane.map((entry) => (
              <TimelineRow key={entry.id} entry={entry} scale={scale} now={now} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

const momentMs = 100;

interface Scale {
  startMs: number;
  lengthMs: number;
}

function TimelineRow({ entry, scale, now }: { entry: TimelineEntry; scale: Scale; now: number }) {
  const look = looks[entry.status];
  const Icon = entry.stage === "end" ? FlagTriangleRightIcon : look.icon;
  const left = (entry.startedAt.getTime() - scale.startMs) / scale.lengthMs;
  const width = ((entry.endedAt?.getTime() ?? now) - entry.startedAt.getTime()) / scale.lengthMs;
  return (
    <li
      id={`step-${entry.id}`}
      className="grid grid-cols-[1rem_minmax(0,1fr)_auto] gap-x-2.5 rounded py-1.5 target:bg-accent md:grid-cols-[1rem_5rem_minmax(0,1fr)_10rem_5.5rem]"
    >
      <Icon
        aria-hidden
        className={classNames("mt-0.5 size-4", toneText[look.tone], look.spins && "animate-pulse")}
      />
      <span className="text-[13px] text-muted-foreground capitalize max-md:hidden">{entry.stage}</span>
      <div className="min-w-0 text-[13px]">
        <p className="font-medium [overflow-wrap:anywhere]">
          {entry.title}
          <span className="sr-only">: {look.word}</span>
        </p>
        {entry.reason && (
          <p className="mt-0.5 text-pretty text-muted-foreground [overflow-wrap:anywhere]">{entry.reason}</p>
        )}
      </div>
      <span aria-hidden className="relative mt-2 h-1.5 rounded-full bg-muted max-md:hidden">
        <span
          className={classNames("absolute inset-y-0 min-w-1.5 rounded-full", toneFill[look.tone])}
          style={{ left: percent(Math.min(left, 0.97)), width: percent(Math.min(width, 1 - left)) }}
        />
      </span>
      <span
        className="text-right text-xs leading-5 text-muted-foreground"
        title={formatExact(entry.startedAt)}
      >
        {isMoment(entry) ? null : <Duration from={entry.startedAt} to={entry.endedAt} now={now} />}
      </span>
    </li>
  );
}

/** What took no time that anybody would notice shows none. */
function isMoment({ startedAt, endedAt }: TimelineEntry): boolean {
  return endedAt !== null && endedAt.getTime() - startedAt.getTime() < momentMs;
}

function percent(share: number): string {
  return `${(Math.max(0, share) * 100).toFixed(2)}%`;
}

function laneTitle(attempt: number): string {
  return attempt === 0 ? "Before the first attempt" : `Attempt ${attempt}`;
}

function lanesOf(entries: readonly TimelineEntry[]): Map<number, TimelineEntry[]> {
  const lanes = new Map<number, TimelineEntry[]>();
  for (const entry of entries) {
    const lane = lanes.get(entry.attempt);
    if (lane) lane.push(entry);
    else lanes.set(entry.attempt, [entry]);
  }
  return lanes;
}

function scaleOf(entries: readonly TimelineEntry[], now: number): Scale {
  const startMs = Math.min(now, ...entries.map((entry) => entry.startedAt.getTime()));
  const endMs = Math.max(startMs + 1, ...entries.map((entry) => entry.endedAt?.getTime() ?? now));
  return { startMs, lengthMs: endMs - startMs };
}
