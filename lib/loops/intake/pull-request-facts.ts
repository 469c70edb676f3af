import type { PullRequestFacts } from "@/lib/db/pull-requests";
import type { PullRequestDescription } from "@/lib/github/pull-requests";

export function pullRequestFacts(description: PullRequestDescription): PullRequestFacts {
  const { headRepositoryId, closedAt, mergedAt, updatedAt, url: _url, ...rest } = description;
  return {
    ...rest,
    headRepositoryId: headRepositoryId === null ? null : BigInt(headRepositoryId),
    closedAt: closedAt === null ? null : new Date(closedAt),
    mergedAt: mergedAt === null ? null : new Date(mergedAt),
    githubUpdatedAt: new Date(updatedAt),
  };
}
