import { BracesIcon, PlayIcon, XIcon } from "lucide-react";
import Link from "next/link";
import type { FollowUpStatus } from "@/lib/domain/follow-up-task";
import { ActionButton, type ActionResult } from "../action-button";
import { followUpLook } from "../status/follow-up-look";
import { Status } from "../status/status";
import { RelativeTime } from "../time/relative-time";
import { Button } from "../ui/button";

export interface FollowUpRow {
  id: string;
  loopId: string;
  status: FollowUpStatus;
  scheduledFor: Date;
  endedAt: Date | null;
  result: string | null;
  repository: string;
  pullRequest: { number: number; title: string };
  runNow: () => Promise<ActionResult>;
  cancel: () => Promise<ActionResult>;
}

interface FollowUpListProps {
  organization: string;
  tasks: readonly FollowUpRow[];
  now: number;
}

export function FollowUpList({ organization, tasks, now }: FollowUpListProps) {
  return (
    <ul className="divide-y">
      {tasks.map((task) => (
        <li key={task.id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2 text-[13px]">
          <span className="w-28 shrink-0">
            <Status look={followUpLook(task.status)} />
          </span>
          <div className="min-w-0 flex-1 basis-64">
            <Link
              href={`/${organization}/loops/${task.loopId}`}
              data-row
              title={task.pullRequest.title}
              className="block truncate rounded-sm font-medium outline-none hover:underline focus-visible:ring-2 focus-visible:ring-ring"
            >
              <bdi>{task.pullRequest.title}</bdi>
            </Link>
            <p className="text-xs text-muted-foreground [overflow-wrap:anywhere]">
              {task.repository} #{task.pullRequest.number}
              {task.result !== null && ` · ${task.result}`}
            </p>
          </div>
          <span className="text-xs text-muted-foreground">
            {task.endedAt === null ? "due " : "ran "}
            <RelativeTime at={task.endedAt ?? task.scheduledFor} now={now} />
          </span>
          <span className="flex gap-1.5">
            {(task.status === "scheduled" || task.status === "failed") && (
              <ActionButton action={task.runNow} size="small">
                <PlayIcon aria-hidden /> {task.status === "failed" ? "Run again" : "Run now"}
              </ActionButton>
            )}
            {task.status === "scheduled" && (
              <ActionButton action={task.cancel} size="small" variant="ghost">
                <XIcon aria-hidden /> Cancel
              </ActionButton>
            )}
            <Button asChild size="small" variant="ghost">
              <Link
                href={`/${organization}/follow-ups/${task.id}`}
                prefetch={false}
                aria-label={`Raw task of ${task.repository} #${task.pullRequest.number}`}
              >
                <BracesIcon aria-hidden /> Raw
              </Link>
            </Button>
          </span>
        </li>
      ))}
    </ul>
  );
}
