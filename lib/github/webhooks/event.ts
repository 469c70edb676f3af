import type { PullRequestDescription } from "../pull-requests";

export interface RepositoryDescription {
  id: number;
  owner: string;
  name: string;
  defaultBranch: string;
  private: boolean;
  archived: boolean;
}

export interface InstallationDescription {
  id: number;
  account: { id: number; login: string; kind: string; avatarUrl: string | null };
  suspended: boolean;
}

export interface RunDescription {
  id: number;
  attempt: number;
  name: string;
  headSha: string;
  headBranch: string | null;
  headOwner: string | null;
  event: string;
  status: string;
  conclusion: string | null;
  url: string;
  startedAt: string | null;
  updatedAt: string;
}

/**
 * Everything that GitHub can tell us: the table of contents of what Regreen reacts to. Past the parser nobody sees a
 * payload of GitHub.
 */
export type GitHubEvent =
  | { kind: "run_changed"; installationId: number; repository: RepositoryDescription; run: RunDescription }
  | {
      kind: "pull_request_changed";
      installationId: number;
      action: string;
      repository: RepositoryDescription;
      pullRequest: PullRequestDescription;
      sender: Sender;
    }
  | {
      kind: "branch_pushed";
      installationId: number;
      repository: RepositoryDescription;
      branch: string;
      before: string;
      after: string;
      deleted: boolean;
      sender: Sender;
    }
  | {
      kind: "installation_changed";
      action: string;
      installation: InstallationDescription;
      repositories: { id: number; fullName: string; private: boolean }[];
    }
  | {
      kind: "installation_repositories_changed";
      installation: InstallationDescription;
      added: { id: number; fullName: string; private: boolean }[];
      removed: { id: number; fullName: string }[];
    }
  | { kind: "ignored"; reason: string }
  | { kind: "malformed"; reason: string };

export interface Sender {
  login: string;
  bot: boolean;
}
