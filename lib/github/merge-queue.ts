/**
 * GitHub tests what waits in a merge queue on branches of this name, which it makes and deletes itself.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
const mergeQueuePrefix = "gh-readonly-queue/";

export function isMergeQueueBranch(branch: string | null): boolean {
  return branch?.startsWith(mergeQueuePrefix) ?? false;
}
