import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { CommitSummary } from "../state/commits";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { gitOnce } from "./git-once";
import { installUpdateHook } from "./refusals";
import { git, gitOrNull, unlessRefused } from "./run";

export const zeroSha = "0".repeat(40);

/** As on GitHub, a client may fetch any commit that it knows by name, and refs/pull/ is not for clients to write. */
const bareSettings = `[http]
	receivepack = true
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[receive]
	hideRefs = refs/pull
[gc]
	auto = 0
`;

export function bareFolder(world: World, repository: Repository): string {
  return join(world.folders.git, repository.owner, `${repository.name}.git`);
}

export async function createBare(world: World, repository: Repository): Promise<void> {
  const folder = bareFolder(world, repository);
  await mkdir(folder, { recursive: true });
  const init = ["init", "--quiet", "--bare", "--template=", `--initial-branch=${repository.defaultBranch}`];
  await git(folder, init);
  await appendFile(join(folder, "config"), bareSettings);
  await installUpdateHook(folder);
}

/** The object a revision names, or null. */
export async function resolveSha(
  world: World,
  repository: Repository,
  revision: string,
): Promise<string | null> {
  if (revision.startsWith("-")) return null;
  const out = await unlessRefused(
    gitOnce(bareFolder(world, repository), ["rev-parse", "--verify", "--quiet"], `${revision}^{commit}`),
  );
  return out?.trim() || null;
}

export async function branchSha(
  world: World,
  repository: Repository,
  branch: string,
): Promise<string | null> {
  return resolveSha(world, repository, `refs/heads/${branch}`);
}

export interface Ref {
  name: string;
  sha: string;
  type: string;
}

export async function listRefs(world: World, repository: Repository, prefix: string): Promise<Ref[]> {
  const out = await git(bareFolder(world, repository), [
    "for-each-ref",
    "--format=%(objectname) %(objecttype) %(refname)",
    prefix,
  ]);
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => {
      const [sha = "", type = "", name = ""] = line.split(" ");
      return { name, sha, type };
    });
}

export interface CommitDetail extends CommitSummary {
  parents: string[];
  authorDate: string;
  committerDate: string;
}

const commitFormat = ["%H", "%T", "%P", "%an", "%ae", "%aI", "%cn", "%ce", "%cI", "%B"].join("%x00");

export async function readCommit(world: World, repository: Repository, sha: string): Promise<CommitDetail> {
  const out = await gitOnce(bareFolder(world, repository), ["show", "-s", `--format=${commitFormat}`], sha);
  return parseCommit(out);
}

function parseCommit(text: string): CommitDetail {
  const [
    sha = "",
    tree = "",
    parents = "",
    an = "",
    ae = "",
    authorDate = "",
    cn = "",
    ce = "",
    date = "",
    body = "",
  ] = text.split("\0");
  return {
    sha: sha.trim(),
    tree,
    parents: parents.split(" ").filter(Boolean),
    author: { name: an, email: ae },
    committer: { name: cn, email: ce },
    authorDate,
    committerDate: date,
    timestamp: date,
    message: body.trimEnd(),
  };
}

/** Commits reachable from `head` and not from `base`, oldest first. */
export async function listCommits(
  world: World,
  repository: Repository,
  range: string,
  limit = 250,
): Promise<CommitDetail[]> {
  const command = ["log", "--reverse", `--max-count=${limit}`, `--format=${commitFormat}%x01`];
  const out = await gitOnce(bareFolder(world, repository), command, range, ["--"]);
  return out
    .split("\x01")
    .map((part) => part.trimStart())
    .filter(Boolean)
    .map(parseCommit);
}

export async function isAncestor(
  world: World,
  repository: Repository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  const out = await gitOrNull(bareFolder(world, repository), [
    "merge-base",
    "--is-ancestor",
    ancestor,
    descendant,
  ]);
  return out !== null;
}

export async function mergeBase(
  world: World,
  repository: Repository,
  left: string,
  right: string,
): Promise<string | null> {
  return (await gitOrNull(bareFolder(world, repository), ["merge-base", left, right]))?.trim() || null;
}

/** Moves a ref from one object to another, and fails if somebody moved it in between. Zero as `after` deletes. */
export async function updateRef(
  world: World,
  repository: Repository,
  ref: string,
  after: string,
  before: string,
): Promise<void> {
  const folder = bareFolder(world, repository);
  if (after === zeroSha) await git(folder, ["update-ref", "-d", ref, before]);
  else await git(folder, ["update-ref", ref, after, before]);
}
