import { signingCommitter } from "../github/views/commit";
import type { Account } from "../state/accounts";
import type { PullRequest } from "../state/pull-requests";
import type { World } from "../world";
import { git, gitOrNull } from "./run";

/** Makes the commit that merges a pull request into its base, on no branch; null where the two conflict. */
export async function mergeCommit(
  world: World,
  folder: string,
  pull: PullRequest,
  baseSha: string,
  by: Account,
): Promise<string | null> {
  const merged = await gitOrNull(folder, ["merge-tree", "--write-tree", baseSha, pull.headSha]);
  const tree = merged?.split("\n")[0];
  if (!tree) return null;
  const seconds = Math.floor(world.clock.now().getTime() / 1000);
  const content = [
    `tree ${tree}`,
    `parent ${baseSha}`,
    `parent ${pull.headSha}`,
    `author ${by.name} <${by.email}> ${seconds} +0000`,
    `committer ${signingCommitter.name} <${signingCommitter.email}> ${seconds} +0000`,
    "",
    `Merge pull request #${pull.number} from ${pull.headRef}\n\n${pull.title}`,
  ].join("\n");
  return (await git(folder, ["hash-object", "-t", "commit", "-w", "--stdin"], content)).trim();
}
