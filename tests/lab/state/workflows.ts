import type { CheckStatus, Conclusion } from "./checks";
import type { CommitSummary } from "./commits";

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
  event: "push" | "pull_request" | "merge_group" | "workflow_dispatch";
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
