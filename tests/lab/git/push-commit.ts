import { noReplyAddress } from "../github/no-reply-address";
import { accountOf } from "../state/lookup";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { branchSha, updateRef, zeroSha } from "./bare";
import { commitFiles } from "./commit-files";
import { afterPush } from "./pushed";

export interface PersonCommit {
  branch: string;
  from?: string | undefined;
  /** Begins anew where `from` is, whatever the branch holds. */
  force?: boolean | undefined;
  message: string;
  author: string;
  files: Record<string, string | null>;
}

/** A commit by a person, pushed. Branch protection does not hold it up: it stands for somebody who may. */
export async function pushCommit(
  world: World,
  repository: Repository,
  commit: PersonCommit,
): Promise<string> {
  const account = accountOf(world, commit.author);
  return world.locks.run(repository.id, async () => {
    const before = await branchSha(world, repository, commit.branch);
    const given = await branchSha(world, repository, commit.from ?? repository.defaultBranch);
    const start = commit.force ? given : (before ?? given);
    const after = await commitFiles(world, repository, {
      parent: start,
      message: commit.message,
      author: { name: account.name, email: account.email || noReplyAddress(account) },
      date: world.clock.now(),
      changes: Object.entries(commit.files).map(([path, text]) => ({
        path,
        content: text === null ? null : Buffer.from(text),
      })),
    });
    const ref = `refs/heads/${commit.branch}`;
    await updateRef(world, repository, ref, after, before ?? zeroSha);
    await afterPush(world, repository, [{ ref, before: before ?? zeroSha, after }], account.login);
    return after;
  });
}
