/** The commit as webhooks repeat it. Commits never change, so the copy cannot drift. */
export interface CommitSummary {
  sha: string;
  tree: string;
  message: string;
  timestamp: string;
  author: GitIdentity;
  committer: GitIdentity;
}

export interface GitIdentity {
  name: string;
  email: string;
}
