import Link from "next/link";
import { type EndedLoop, millisecondsToEnd } from "@/lib/domain/metrics/resolution-time";
import { outcomeLook } from "../status/loop-look";
import { Status } from "../status/status";
import { formatDuration } from "../time/format-duration";
import { RelativeTime } from "../time/relative-time";

interface LoopRowsProps {
  organization: string;
  loops: readonly (EndedLoop & { repository: string; pullRequest: { number: number; title: string } })[];
  now: number;
}

/** The loops that a figure counts. */
export function LoopRows({ organization, loops, now }: LoopRowsProps) {
  return (
    <ul className="divide-y">
      {loops.map((loop) => (
        <li key={loop.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-[13px]">
          <span className="w-24 shrink-0 max-sm:order-1 max-sm:w-auto">
            <Status look={outcomeLook(loop.outcome)} />
          </span>
          <Link
            href={`/${organization}/loops/${loop.id}`}
            data-row
            title={loop.pullRequest.title}
            className="min-w-0 flex-1 truncate max-sm:w-full max-sm:flex-none sm:basis-60 rounded-sm outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
          >
            <span className="font-medium">{loop.pullRequest.title}</span>{" "}
            <span className="text-xs text-muted-foreground">
              {loop.repository} #{loop.pullRequest.number}
            </span>
          </Link>
          <span className="text-xs text-muted-foreground tabular-nums max-sm:order-1">
            {loop.attemptsSpent} {loop.attemptsSpent === 1 ? "attempt" : "attempts"}
          </span>
          <span className="tabular-nums max-sm:order-1 sm:w-24 sm:text-right">
            {formatDuration(millisecondsToEnd(loop))}
          </span>
          <span className="text-xs max-sm:order-1 max-sm:ml-auto sm:w-20 sm:text-right text-muted-foreground">
            <RelativeTime at={loop.endedAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
