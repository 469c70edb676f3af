import { bareFolder, branchSha, updateRef } from "../git/bare";
import { afterPush } from "../git/pushed";
import { git, gitOrNull } from "../git/run";
import type { Account } from "../state/accounts";
import { repositoryById } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { World } from "../world";
import { ApiError } from "./api-error";
import { signingCommitter } from "./views/commit";

/** Merges a pull request with a merge commit and answers its id. The base branch's followers hear of it as of a push. */
export async function mergePull(world: World, pull: PullRequest, by: Account): Promise<string> {
  if (pull.state !== "open" || pull.draft) throw new ApiError(405, "Pull Request is not mergeable");
  const repository = repositoryById(world, pull.repositoryId);
  const folder = bareFolder(world, repository);
  return world.locks.run(repository.id, async () => {
    const before = await branchSha(world, repository, pull.baseRef);
    const tree = (await gitOrNull(folder, ["merge-tree", "--write-tree", pull.baseRef, pull.headSha]))?.split(
      "\n",
    )[0];
    if (!before || !tree) throw new ApiError(405, "Pull Request is not mergeable");
    const message = `Merge pull request #${pull.number} from ${pull.headRef}\n\n${pull.title}`;
    const after = await commitTree(folder, tree, [before, pull.headSha], message, by, world.clock.now());
    await updateRef(world, repository, `refs/heads/${pull.baseRef}`, after, before);
    await afterPush(world, repository, [{ ref: `refs/heads/${pull.baseRef}`, before, after }], by.login);
    return after;
  });
}

async function commitTree(
  folder: string,
  tree: string,
  parents: readonly string[],
  message: string,
  author: Account,
  date: Date,
): Promise<string> {
  const seconds = Math.floor(date.getTime() / 1000);
  const content = [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${author.name} <${author.email}> ${seconds} +0000`,
    `committer ${signingCommitter.name} <${signingCommitter.email}> ${seconds} +0000`,
    "",
    message,
  ].join("\n");
  return (await git(folder, ["hash-object", "-t", "commit", "-w", "--stdin"], content)).trim();
}
