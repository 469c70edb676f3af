/**
 * GitHub tests what waits in a merge queue on branches of this name, which it makes and deletes itself.
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
const mergeQueuePrefix = "gh-readonly-queue/";

/** The pull request that a queue's branch stands for, `gh-readonly-queue/BASE/pr-NUMBER-COMMIT`; null for other branches. */
export function pullRequestOfQueue(branch: string): number | null {
  const number = /^gh-readonly-queue\/.{1,250}\/pr-(\d{1,9})-[0-9a-f]{40,64}$/.exec(branch)?.[1];
  return number === undefined ? null : Number(number);
}

export function isMergeQueueBranch(branch: string | null): boolean {
  return branch?.startsWith(mergeQueuePrefix) ?? false;
}
