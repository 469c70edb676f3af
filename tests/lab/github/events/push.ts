import { type CommitDetail, isAncestor, listCommits, readCommit, zeroSha } from "../../git/bare";
import { changedFiles } from "../../git/diff";
import type { GitIdentity } from "../../state/commits";
import { accountOf } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { accountOfIdentity } from "../views/commit";
import { repositoryWeb } from "../views/urls";
import { emitInRepository } from "./emit";

export interface RefUpdate {
  ref: string;
  before: string;
  after: string;
}

/** A push event lists at most this many commits; the compare link shows the rest. */
const commitsMax = 20;

export async function emitPush(
  world: World,
  repository: Repository,
  update: RefUpdate,
  pusher: string,
): Promise<void> {
  const created = update.before === zeroSha;
  const deleted = update.after === zeroSha;
  const forced = !created && !deleted && !(await isAncestor(world, repository, update.before, update.after));
  const commits = deleted ? [] : await pushedCommits(world, repository, update);
  const head = deleted ? null : await readCommit(world, repository, update.after);
  const account = accountOf(world, pusher);
  emitInRepository(world, repository, {
    name: "push",
    action: null,
    sender: pusher,
    payload: {
      ref: update.ref,
      before: update.before,
      after: update.after,
      created,
      deleted,
      forced,
      base_ref: null,
      compare: compareUrl(world, repository, update),
      commits: await Promise.all(commits.map((commit) => pushedCommitView(world, repository, commit))),
      head_commit: head && (await pushedCommitView(world, repository, head)),
      pusher: { name: account.login, email: account.email },
    },
  });
}

async function pushedCommits(
  world: World,
  repository: Repository,
  update: RefUpdate,
): Promise<CommitDetail[]> {
  const from = update.before === zeroSha ? `refs/heads/${repository.defaultBranch}` : update.before;
  const range = update.ref === from ? update.after : `${from}..${update.after}`;
  return (await listCommits(world, repository, range)).slice(-commitsMax);
}

function compareUrl(world: World, repository: Repository, update: RefUpdate): string {
  const web = repositoryWeb(world, repository);
  if (update.before === zeroSha) return `${web}/commit/${update.after.slice(0, 12)}`;
  return `${web}/compare/${update.before.slice(0, 12)}...${update.after.slice(0, 12)}`;
}

async function pushedCommitView(world: World, repository: Repository, commit: CommitDetail) {
  const parent = commit.parents[0];
  const files = parent ? await changedFiles(world, repository, `${parent}..${commit.sha}`) : [];
  const paths = (status: string) => files.filter((file) => file.status === status).map((file) => file.path);
  return {
    id: commit.sha,
    tree_id: commit.tree,
    distinct: true,
    message: commit.message,
    timestamp: commit.timestamp,
    url: `${repositoryWeb(world, repository)}/commit/${commit.sha}`,
    author: personView(world, commit.author),
    committer: personView(world, commit.committer),
    added: paths("added"),
    removed: paths("removed"),
    modified: [...paths("modified"), ...paths("renamed")],
  };
}

function personView(world: World, identity: GitIdentity) {
  const account = accountOfIdentity(world, identity);
  return { ...identity, ...(account ? { username: account.login } : {}) };
}
