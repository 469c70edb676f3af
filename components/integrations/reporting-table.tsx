import Link from "next/link";
import { ScrollRegion } from "../scroll-region";
import { RelativeTime } from "../time/relative-time";

export interface ReportOnPage {
  repositoryId: string;
  repository: string;
  provider: string;
  heardAt: Date;
  runs: number;
}

interface ReportingTableProps {
  reports: readonly ReportOnPage[];
  /** Titles by the provider's id. */
  titles: Readonly<Record<string, string>>;
  /** Where each repository's settings are; null where the page is about one repository. */
  settingsPath: string | null;
  now: number;
}

/** Per repository, who reports its CI and when each was last heard. */
export function ReportingTable({ reports, titles, settingsPath, now }: ReportingTableProps) {
  const providersOf = new Map<string, number>();
  for (const { repositoryId } of reports)
    providersOf.set(repositoryId, (providersOf.get(repositoryId) ?? 0) + 1);
  return (
    <ScrollRegion label="Who reports">
      <table className="w-full text-left text-[13px]">
        <thead className="text-xs text-muted-foreground">
          <tr className="border-b">
            {settingsPath !== null && <th className="px-4 py-2 font-medium">Repository</th>}
            <th className="px-4 py-2 font-medium">Reports</th>
            <th className="px-4 py-2 font-medium">Last heard</th>
            <th className="px-4 py-2 text-right font-medium">Runs</th>
          </tr>
        </thead>
        <tbody className="divide-y">
          {reports.map(({ repositoryId, repository, provider, heardAt, runs }) => (
            <tr key={`${repositoryId} ${provider}`}>
              {settingsPath !== null && (
                <td className="px-4 py-2 font-medium">
                  <Link
                    href={`${settingsPath}/${encodeURIComponent(repository)}`}
                    className="rounded-sm underline decoration-border underline-offset-4 outline-none hover:decoration-foreground focus-visible:ring-2 focus-visible:ring-ring"
                  >
                    {repository}
                  </Link>
                </td>
              )}
              <td className="px-4 py-2">
                {titles[provider] ?? provider}
                {(providersOf.get(repositoryId) ?? 0) > 1 && (
                  <span className="ml-1.5 text-xs text-muted-foreground">backed up by another</span>
                )}
              </td>
              <td className="px-4 py-2">
                <RelativeTime at={heardAt} now={now} />
              </td>
              <td className="px-4 py-2 text-right tabular-nums">{runs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
