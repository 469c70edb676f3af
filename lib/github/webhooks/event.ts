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

export interface JobDescription {
  id: number;
  runId: number;
  runAttempt: number;
  name: string;
  headSha: string;
  status: string;
  conclusion: string | null;
}

/** A check run, of whichever app. */
export interface CheckDescription {
  id: number;
  name: string;
  headSha: string;
  status: string;
  conclusion: string | null;
  completedAt: string | null;
  appId: number;
  appSlug: string | null;
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
  | { kind: "job_changed"; installationId: number; repository: RepositoryDescription; job: JobDescription }
  | {
      kind: "check_changed";
      installationId: number;
      repository: RepositoryDescription;
      check: CheckDescription;
    }
  | {
      /** Somebody clicked one of a check's buttons, or asked for the check again (`identifier` null). */
      kind: "check_requested";
      installationId: number;
      repository: RepositoryDescription;
      check: CheckDescription;
      identifier: string | null;
      sender: Sender;
    }
  | {
      kind: "suite_changed";
      installationId: number;
      action: string;
      repository: RepositoryDescription;
      suite: {
        id: number;
        headSha: string;
        conclusion: string | null;
        appId: number;
        appSlug: string | null;
      };
      sender: Sender;
    }
  | {
      kind: "status_reported";
      installationId: number;
      repository: RepositoryDescription;
      status: { id: number; headSha: string; context: string; state: string };
    }
  | {
      /** Somebody who deployed a commit tells how far it is. */
      kind: "deployment_reported";
      installationId: number;
      repository: RepositoryDescription;
      deployment: {
        statusId: number;
        headSha: string;
        environment: string;
        state: string;
        creatorLogin: string | null;
        appSlug: string | null;
      };
    }
  | {
      kind: "merge_queue_changed";
      installationId: number;
      action: string;
      repository: RepositoryDescription;
      headRef: string;
      headSha: string;
    }
  | {
      /** Renamed, transferred, archived, …: the description is how it is called and stands from now on. */
      kind: "repository_changed";
      installationId: number;
      action: string;
      repository: RepositoryDescription;
    }
  | { kind: "account_renamed"; installationId: number; accountId: number; login: string }
  | { kind: "authorization_revoked"; githubUserId: number; login: string }
  | { kind: "ignored"; reason: string }
  | { kind: "malformed"; reason: string };

export interface Sender {
  id: number;
  login: string;
  bot: boolean;
}
