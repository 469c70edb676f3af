import type { BuildkiteState } from "../buildkite/model";
import type { CircleState } from "../circleci/model";
import type { VercelState } from "../vercel/model";
import type { Account, Membership } from "./accounts";
import type { Delivery, Installation, ManifestCode, OAuthCode, RegisteredApp, Token } from "./app";
import type { CheckRun, CheckSuite, CommitStatus } from "./checks";
import type { Deployment, DeploymentStatus } from "./deployments";
import type { IssueComment, PullRequest } from "./pull-requests";
import type { Activity, Repository } from "./repositories";
import type { Artifact, Job, Workflow, WorkflowRun } from "./workflows";

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
  buildkite: BuildkiteState;
  vercel: VercelState;
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
