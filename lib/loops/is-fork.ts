import type { LoopRow } from "@/lib/db/loops";

/** Whether the loop's pull request comes from another repository, or from one that is gone. */
export function isFork(loop: Pick<LoopRow, "pullRequest" | "repository">): boolean {
  return loop.pullRequest.headRepositoryId !== loop.repository.githubRepositoryId;
}
