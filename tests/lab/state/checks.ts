import type { CommitSummary } from "./commits";

export type CheckStatus = "queued" | "in_progress" | "completed" | "waiting" | "requested" | "pending";

export type Conclusion =
  | "success"
  | "failure"
  | "neutral"
  | "cancelled"
  | "skipped"
  | "timed_out"
  | "action_required"
  | "startup_failure"
  | "stale";

/** `other` is a service that has nothing to do with the app under test. */
export type CheckApp = "github-actions" | "app" | "other";

export interface CheckSuite {
  id: number;
  repositoryId: number;
  app: CheckApp;
  headBranch: string;
  headSha: string;
  headCommit: CommitSummary;
  before: string | null;
  status: CheckStatus;
  conclusion: Conclusion | null;
  createdAt: string;
  updatedAt: string;
}

export interface CheckRun {
  id: number;
  repositoryId: number;
  suiteId: number;
  app: CheckApp;
  name: string;
  headSha: string;
  status: CheckStatus;
  conclusion: Conclusion | null;
  externalId: string;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  annotations: Annotation[];
  actions: CheckAction[];
  startedAt: string | null;
  completedAt: string | null;
}

export interface CheckAction {
  label: string;
  description: string;
  identifier: string;
}

export interface Annotation {
  path: string;
  startLine: number;
  endLine: number;
  startColumn: number | null;
  endColumn: number | null;
  level: "notice" | "warning" | "failure";
  title: string | null;
  message: string;
  rawDetails: string | null;
}

export interface CommitStatus {
  id: number;
  repositoryId: number;
  sha: string;
  state: "pending" | "success" | "failure" | "error";
  context: string;
  description: string | null;
  targetUrl: string | null;
  creator: string;
  createdAt: string;
}
