import { bareFolder, branchSha, updateRef } from "../git/bare";
import { mergeCommit } from "../git/merge-commit";
import { afterPush } from "../git/pushed";
import type { Account } from "../state/accounts";
import { repositoryById } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { World } from "../world";
import { ApiError } from "./api-error";

/** Merges a pull request with a merge commit and answers its id. The base branch's followers hear of it as of a push. */
export async function mergePull(world: World, pull: PullRequest, by: Account): Promise<string> {
  if (pull.state !== "open" || pull.draft) throw new ApiError(405, "Pull Request is not mergeable");
  const repository = repositoryById(world, pull.repositoryId);
  return world.locks.run(repository.id, async () => {
    const before = await branchSha(world, repository, pull.baseRef);
    const after = before && (await mergeCommit(world, bareFolder(world, repository), pull, before, by));
    if (!before || !after) throw new ApiError(405, "Pull Request is not mergeable");
    await updateRef(world, repository, `refs/heads/${pull.baseRef}`, after, before);
    await afterPush(world, repository, [{ ref: `refs/heads/${pull.baseRef}`, before, after }], by.login);
    return after;
  });
}
