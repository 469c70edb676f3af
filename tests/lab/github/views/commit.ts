import type { CommitDetail } from "../../git/bare";
import type { Account } from "../../state/accounts";
import type { CommitSummary, GitIdentity } from "../../state/commits";
import { findAccount } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { repositoryApi, repositoryWeb } from "./urls";

/** Whose commit this is: by e-mail address, or by GitHub's no-reply form `ID+LOGIN@users.noreply.…`. */
export function accountOfIdentity(world: World, identity: GitIdentity): Account | null {
  const noReply = /^\d+\+(.+)@users\.noreply\./.exec(identity.email)?.[1];
  if (noReply) return findAccount(world, noReply);
  return world.state.accounts.find((account) => account.email === identity.email) ?? null;
}

/** GitHub's `commit`. */
export function commitView(world: World, repository: Repository, commit: CommitDetail) {
  const url = repositoryApi(world, repository);
  const web = repositoryWeb(world, repository);
  const author = accountOfIdentity(world, commit.author);
  const committer = accountOfIdentity(world, commit.committer);
  return {
    sha: commit.sha,
    node_id: nodeId("Commit", commit.sha),
    commit: gitCommitView(world, repository, commit),
    url: `${url}/commits/${commit.sha}`,
    html_url: `${web}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: author && accountView(world, author),
    committer: committer && accountView(world, committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${web}/commit/${sha}`,
    })),
  };
}

function gitCommitView(world: World, repository: Repository, commit: CommitDetail) {
  const url = repositoryApi(world, repository);
  return {
    author: { ...commit.author, date: utc(commit.authorDate) },
    committer: { ...commit.committer, date: utc(commit.committerDate) },
    message: commit.message,
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    url: `${url}/git/commits/${commit.sha}`,
    comment_count: 0,
    verification: verification(commit),
  };
}

/** Commits made through the API carry GitHub's own signature; those that were pushed carry none. */
export const signingCommitter: GitIdentity = { name: "GitHub", email: "noreply@github.com" };

function verification(commit: CommitDetail) {
  if (commit.committer.email !== signingCommitter.email)
    return { verified: false, reason: "unsigned", signature: null, payload: null, verified_at: null };
  return {
    verified: true,
    reason: "valid",
    signature: "-----BEGIN PGP SIGNATURE-----\n\nlab\n-----END PGP SIGNATURE-----\n",
    payload: `tree ${commit.tree}\n`,
    verified_at: utc(commit.committerDate),
  };
}

/** The short form that runs and check suites carry. */
export function commitSummaryView(commit: CommitSummary) {
  return {
    id: commit.sha,
    tree_id: commit.tree,
    message: commit.message,
    timestamp: utc(commit.timestamp),
    author: commit.author,
    committer: commit.committer,
  };
}

export function summaryOf(commit: CommitDetail): CommitSummary {
  const { sha, tree, message, timestamp, author, committer } = commit;
  return { sha, tree, message, timestamp, author, committer };
}

function utc(date: string): string {
  return `${new Date(date).toISOString().slice(0, 19)}Z`;
}
