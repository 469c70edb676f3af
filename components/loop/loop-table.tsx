import Link from "next/link";
import type { Category, LoopOutcome, LoopState } from "@/lib/domain/loop";
import { loopLook } from "../status/loop-look";
import { Status } from "../status/status";
import { RelativeTime } from "../time/relative-time";
import { AttemptsMeter } from "./attempts-meter";
import { CategoryLabel } from "./category-label";

export interface LoopRow {
  id: string;
  repository: string;
  pullRequest: { number: number; title: string; headRef: string };
  state: LoopState;
  outcome: LoopOutcome | null;
  endReason: string | null;
  category: Category | null;
  attemptsSpent: number;
  attemptLimit: number;
  createdAt: Date;
}

interface LoopTableProps {
  organization: string;
  loops: readonly LoopRow[];
  now: number;
}

const head = "h-8 px-3 text-left text-xs font-medium text-muted-foreground";

export function LoopTable({ organization, loops, now }: LoopTableProps) {
  return (
    <table className="w-full text-[13px] max-md:block">
      <thead className="max-md:sr-only">
        <tr className="border-b">
          <th className={`${head} w-32 pl-4`}>State</th>
          <th className={head}>Pull request</th>
          <th className={`${head} w-36`}>Category</th>
          <th className={`${head} w-28`}>Attempts</th>
          <th className={`${head} w-24 pr-4 text-right`}>Opened</th>
        </tr>
      </thead>
      <tbody className="divide-y max-md:block">
        {loops.map((loop) => (
          <tr
            key={loop.id}
            className="relative hover:bg-muted/60 has-focus-visible:bg-muted/60 max-md:flex max-md:flex-wrap max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-2.5"
          >
            <td className="md:px-3 md:py-2 md:pl-4">
              <Status look={loopLook(loop.state, loop.outcome)} />
            </td>
            <td className="max-w-0 md:px-3 md:py-2 max-md:order-first max-md:w-full max-md:max-w-full max-md:min-w-0">
              <Link
                href={`/${organization}/loops/${loop.id}`}
                data-row
                title={loop.pullRequest.title}
                className="block truncate font-medium outline-none after:absolute after:inset-0 focus-visible:after:ring-2 focus-visible:after:ring-ring focus-visible:after:ring-inset"
              >
                <bdi>{loop.pullRequest.title}</bdi>
              </Link>
              <span className="flex min-w-0 gap-1.5 text-xs text-muted-foreground">
                <span className="shrink-0">
                  {loop.repository} #{loop.pullRequest.number}
                </span>
                <span aria-hidden>·</span>
                <span className="truncate" title={loop.endReason ?? loop.pullRequest.headRef}>
                  {loop.endReason ?? loop.pullRequest.headRef}
                </span>
              </span>
            </td>
            <td className="md:px-3 md:py-2">
              <CategoryLabel category={loop.category} />
            </td>
            <td className="md:px-3 md:py-2">
              <AttemptsMeter spent={loop.attemptsSpent} limit={loop.attemptLimit} />
            </td>
            <td className="text-muted-foreground md:px-3 md:py-2 md:pr-4 md:text-right max-md:ml-auto">
              <RelativeTime at={loop.createdAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
