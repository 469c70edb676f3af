import { bareFolder, branchSha, readCommit, updateRef, zeroSha } from "../git/bare";
import { mergeCommit } from "../git/merge-commit";
import { afterPush } from "../git/pushed";
import { accountOf, repositoryById } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { emitInRepository } from "./events/emit";
import { commitSummaryView, summaryOf } from "./views/commit";

/**
 * Puts a pull request into the merge queue: GitHub tests its merge on a branch of its own and says so. What comes of the
 * tests nobody merges here.
 * https://docs.github.com/webhooks/webhook-events-and-payloads#merge_group
 */
export async function queueMerge(world: World, pull: PullRequest, by: string): Promise<string> {
  const repository = repositoryById(world, pull.repositoryId);
  const account = accountOf(world, by);
  const before = await branchSha(world, repository, pull.baseRef);
  const sha = before && (await mergeCommit(world, bareFolder(world, repository), pull, before, account));
  if (!before || !sha) throw new ApiError(405, "Pull Request is not mergeable");
  const branch = `gh-readonly-queue/${pull.baseRef}/pr-${pull.number}-${before}`;
  await world.locks.run(repository.id, () =>
    updateRef(world, repository, `refs/heads/${branch}`, sha, zeroSha),
  );
  const commit = summaryOf(await readCommit(world, repository, sha));
  emitInRepository(world, repository, {
    name: "merge_group",
    action: "checks_requested",
    sender: by,
    payload: {
      merge_group: {
        head_sha: sha,
        head_ref: `refs/heads/${branch}`,
        base_sha: before,
        base_ref: `refs/heads/${pull.baseRef}`,
        head_commit: commitSummaryView(commit),
      },
    },
  });
  await afterPush(world, repository, [{ ref: `refs/heads/${branch}`, before: zeroSha, after: sha }], by);
  await world.ci.trigger({
    event: "merge_group",
    repository,
    headRepository: repository,
    headBranch: branch,
    headSha: sha,
    baseBranch: pull.baseRef,
    pullRequestNumber: null,
    actor: by,
    workflowPath: null,
    inputs: {},
  });
  return sha;
}
