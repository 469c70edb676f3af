import type { CircleState } from "../circleci/model";

/** Everything the lab remembers, as plain JSON. Ids are unique over all kinds. */
export interface LabState {
  version: 1;
  nextId: number;
  timeOffsetMs: number;
  /** The GitHub App; null until somebody makes one. */
  app: RegisteredApp | null;
  /** Apps whose keys nobody has fetched yet, by the code that fetches them. */
  manifestCodes: ManifestCode[];
  /** Where the app's hook delivers to; null where it has none. */
  webhookUrl: string | null;
  accounts: Account[];
  memberships: Membership[];
  installations: Installation[];
  repositories: Repository[];
  pullRequests: PullRequest[];
  issueComments: IssueComment[];
  checkSuites: CheckSuite[];
  checkRuns: CheckRun[];
  statuses: CommitStatus[];
  deployments: Deployment[];
  deploymentStatuses: DeploymentStatus[];
  activities: Activity[];
  workflows: Workflow[];
  workflowRuns: WorkflowRun[];
  jobs: Job[];
  artifacts: Artifact[];
  deliveries: Delivery[];
  tokens: Token[];
  oauthCodes: OAuthCode[];
  scenarios: SeededScenario[];
  circleci: CircleState;
}

export type Role = "read" | "triage" | "write" | "maintain" | "admin";
export type AccessLevel = "read" | "write";
export type Permissions = Record<string, AccessLevel>;

export interface RegisteredApp {
  id: number;
  slug: string;
  name: string;
  /** Login of the account that registered it; null for the lab's own. */
  owner: string | null;
  clientId: string;
  clientSecret: string;
  /** Null for an app without a hook. */
  webhookSecret: string | null;
  /** PKCS#8. */
  privateKeyPem: string;
  /** Where the OAuth page may send a browser back to; empty allows every loopback address. */
  callbackUrls: string[];
  /** Where people are sent after they installed it. */
  setupUrl: string | null;
  permissions: Permissions;
  events: string[];
}

export interface ManifestCode {
  code: string;
  appId: number;
  expiresAt: string;
}

export interface Account {
  id: number;
  login: string;
  type: "User" | "Organization" | "Bot";
  name: string;
  email: string;
  createdAt: string;
}

export interface Membership {
  organization: string;
  user: string;
  role: "admin" | "member";
}

export interface Installation {
  id: number;
  account: string;
  /** null: all repositories of the account. */
  repositoryIds: number[] | null;
  permissions: Permissions;
  events: string[];
  createdAt: string;
  suspendedAt: string | null;
}

export interface Repository {
  id: number;
  owner: string;
  name: string;
  private: boolean;
  /** Repository this one was forked from. */
  parentId: number | null;
  defaultBranch: string;
  description: string;
  archived: boolean;
  collaborators: Record<string, Role>;
  protections: BranchProtection[];
  /** Patterns of tags that nobody may move or delete. */
  protectedTags: string[];
  labels: Label[];
  /** Names that it had before, which GitHub redirects from until another repository takes them. */
  formerNames?: string[];
  /** Plans without draft pull requests refuse them. */
  draftsMissing?: boolean;
  createdAt: string;
  pushedAt: string;
}

/** A protected branch takes changes through pull requests only. */
export interface BranchProtection {
  pattern: string;
  requiredChecks: string[];
}

export interface Label {
  id: number;
  name: string;
  color: string;
}

export interface PullRequest {
  id: number;
  repositoryId: number;
  number: number;
  title: string;
  body: string;
  state: "open" | "closed";
  draft: boolean;
  author: string;
  headRepositoryId: number;
  headRef: string;
  headSha: string;
  baseRef: string;
  baseSha: string;
  labels: string[];
  mergedAt: string | null;
  mergedBy: string | null;
  mergeCommitSha: string | null;
  createdAt: string;
  updatedAt: string;
  closedAt: string | null;
}

export interface IssueComment {
  id: number;
  repositoryId: number;
  issueNumber: number;
  author: string;
  viaApp: boolean;
  body: string;
  createdAt: string;
  updatedAt: string;
}

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

/** A commit that somebody brings to an environment. */
export interface Deployment {
  id: number;
  repositoryId: number;
  sha: string;
  /** What was asked to be deployed: a branch, a tag or the commit. */
  ref: string;
  environment: string;
  creator: string;
  createdAt: string;
}

export interface DeploymentStatus {
  id: number;
  deploymentId: number;
  state: "error" | "failure" | "inactive" | "in_progress" | "queued" | "pending" | "success";
  description: string;
  logUrl: string;
  environmentUrl: string;
  creator: string;
  createdAt: string;
}

/** One move of a branch, as GitHub keeps it: who it was, whatever the commits say. */
export interface Activity {
  id: number;
  repositoryId: number;
  ref: string;
  before: string;
  after: string;
  type: "push" | "force_push" | "branch_creation" | "branch_deletion";
  actor: string;
  at: string;
}

export interface Workflow {
  id: number;
  repositoryId: number;
  path: string;
  name: string;
  createdAt: string;
}

export interface WorkflowRun {
  id: number;
  repositoryId: number;
  workflowId: number;
  name: string;
  path: string;
  runNumber: number;
  attempt: number;
  event: "push" | "pull_request" | "workflow_dispatch";
  displayTitle: string;
  headRepositoryId: number;
  headBranch: string;
  headSha: string;
  headCommit: CommitSummary;
  baseBranch: string | null;
  pullRequestNumber: number | null;
  inputs: Record<string, string>;
  status: CheckStatus;
  conclusion: Conclusion | null;
  checkSuiteId: number;
  actor: string;
  triggeringActor: string;
  createdAt: string;
  startedAt: string;
  updatedAt: string;
  earlierAttempts: RunAttempt[];
}

export type RunAttempt = Pick<
  WorkflowRun,
  "attempt" | "status" | "conclusion" | "startedAt" | "updatedAt" | "triggeringActor"
>;

export interface Job {
  /** Also the id of the job's check run, as on GitHub. */
  id: number;
  runId: number;
  attempt: number;
  /** Key under `jobs:`, with the matrix values of this copy. */
  key: string;
  matrix: Record<string, string>;
  name: string;
  needs: string[];
  labels: string[];
  status: CheckStatus;
  conclusion: Conclusion | null;
  steps: StepRecord[];
  createdAt: string;
  startedAt: string | null;
  completedAt: string | null;
}

export interface StepRecord {
  number: number;
  name: string;
  status: "queued" | "in_progress" | "completed";
  conclusion: Conclusion | null;
  startedAt: string | null;
  completedAt: string | null;
}

export interface Artifact {
  id: number;
  runId: number;
  attempt: number;
  name: string;
  sizeBytes: number;
  digest: string;
  createdAt: string;
  expiresAt: string;
}

export interface Delivery {
  id: number;
  guid: string;
  event: string;
  action: string | null;
  installationId: number | null;
  repositoryId: number | null;
  deliveredAt: string;
  redelivery: boolean;
  durationSeconds: number;
  /** What GitHub prints, such as "OK" or "Invalid HTTP Response: 502". */
  status: string;
  /** 0 when nobody answered. */
  statusCode: number;
}

export type Token =
  | {
      kind: "installation";
      hash: string;
      installationId: number;
      repositoryIds: number[] | null;
      permissions: Permissions;
      expiresAt: string;
    }
  | { kind: "user"; hash: string; login: string; expiresAt: string }
  | { kind: "refresh"; hash: string; login: string; expiresAt: string };

export interface OAuthCode {
  code: string;
  login: string;
  redirectUri: string;
  codeChallenge: string | null;
  expiresAt: string;
}

/** Where a scenario of a folder ended up, for those who judge how it ends. */
export interface SeededScenario {
  name: string;
  organization: string;
  repository: string;
  pullRequest: number;
  headSha: string;
  expect: Record<string, unknown>;
}
