import { CircleCheckIcon } from "lucide-react";
import { ExternalLink } from "../external-link";
import { conclusionWords } from "../status/conclusion-words";
import { RelativeTime } from "../time/relative-time";

interface RunRowsProps {
  runs: readonly {
    id: string;
    name: string;
    conclusion: string;
    repository: string;
    headSha: string;
    headBranch: string | null;
    url: string | null;
    completedAt: Date;
  }[];
  now: number;
}

/** The CI runs that a figure counts. */
export function RunRows({ runs, now }: RunRowsProps) {
  return (
    <ul className="divide-y">
      {runs.map((run) => (
        <li key={run.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-[13px]">
          <span className="flex items-center gap-1.5 text-success first-letter:capitalize">
            <CircleCheckIcon aria-hidden className="size-3.5" />
            {conclusionWords(run.conclusion)}
          </span>
          <span className="min-w-0 flex-1 truncate">
            <ExternalLink href={run.url}>{run.name}</ExternalLink>{" "}
            <span className="text-xs text-muted-foreground">
              {run.repository} {run.headBranch} <code className="font-mono">{run.headSha.slice(0, 7)}</code>
            </span>
          </span>
          <span className="text-xs text-muted-foreground">
            <RelativeTime at={run.completedAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  );
}
