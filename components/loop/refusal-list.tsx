import { CircleSlashIcon, RotateCcwIcon } from "lucide-react";
import { ActionButton, type ActionResult } from "../action-button";
import { ExternalLink } from "../external-link";
import { RelativeTime } from "../time/relative-time";

export interface RefusalRow {
  id: string;
  repository: string | null;
  pullRequest: { number: number; title: string } | null;
  headSha: string;
  reason: string;
  createdAt: Date;
  /** Judges it anew; null where it is about no pull request. */
  lookAgain: (() => Promise<ActionResult>) | null;
}

interface RefusalListProps {
  refusals: readonly RefusalRow[];
  /** Address of the organization on GitHub. */
  ownerUrl: string;
  now: number;
}

/** Failures that were seen and not taken up, each with the reason. */
export function RefusalList({ refusals, ownerUrl, now }: RefusalListProps) {
  return (
    <ul className="divide-y">
      {refusals.map(({ id, repository, pullRequest, headSha, reason, createdAt, lookAgain }) => (
        <li key={id} className="flex gap-3 px-4 py-2.5 text-[13px]">
          <CircleSlashIcon aria-hidden className="mt-0.5 size-4 shrink-0 text-muted-foreground" />
          <div className="min-w-0 flex-1">
            <p className="font-medium text-pretty [overflow-wrap:anywhere]">{reason}</p>
            <p className="mt-0.5 flex flex-wrap gap-x-1.5 text-xs text-muted-foreground">
              {repository !== null && pullRequest !== null && (
                <ExternalLink href={`${ownerUrl}/${repository}/pull/${pullRequest.number}`}>
                  {repository} #{pullRequest.number} {pullRequest.title}
                </ExternalLink>
              )}
              {headSha !== "" && <code className="font-mono leading-5">{headSha.slice(0, 7)}</code>}
            </p>
          </div>
          <span className="text-xs leading-5 text-muted-foreground">
            <RelativeTime at={createdAt} now={now} />
          </span>
          {lookAgain !== null && (
            <ActionButton action={lookAgain} size="small">
              <RotateCcwIcon aria-hidden /> Look again
            </ActionButton>
          )}
        </li>
      ))}
    </ul>
  );
}
