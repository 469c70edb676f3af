import type { FlakyTest } from "@/lib/domain/metrics/flaky-tests";

interface FlakyTestListProps {
  tests: readonly FlakyTest[];
  /** Names of repositories by their ids. */
  repositories: ReadonlyMap<string, string>;
}

/** Tests that change their mind on one commit, with how often they failed. */
export function FlakyTestList({ tests, repositories }: FlakyTestListProps) {
  if (tests.length === 0)
    return <p className="text-[13px] text-muted-foreground">No test changed its mind on one commit.</p>;
  return (
    <ul className="divide-y">
      {tests.map(({ repositoryId, test, commits, fails, passes }) => (
        <li key={`${repositoryId}\n${test}`} className="flex gap-3 py-1.5 text-[13px]">
          <span className="min-w-0 flex-1">
            <span className="block truncate font-mono text-xs leading-5" title={test}>
              {test}
            </span>
            <span className="text-xs text-muted-foreground">
              {repositories.get(repositoryId) ?? "removed"}
            </span>
          </span>
          <span className="text-right text-xs leading-5 text-muted-foreground tabular-nums">
            {commits.length} {commits.length === 1 ? "commit" : "commits"}
            <br />
            {fails} of {fails + passes} failed
          </span>
        </li>
      ))}
    </ul>
  );
}
