import type { CircleJob, CircleWorkflow } from "./circleci/model";
import type { Clock } from "./clock";
import type { LabOptions } from "./options";
import type { ProviderRequest } from "./provider-requests";
import type { Conclusion } from "./state/checks";
import type { LabState } from "./state/model";
import type { Repository } from "./state/repositories";
import type { WorkflowRun } from "./state/workflows";

/** Everything a part of the lab may touch; built once in startLab and handed to every function as its first argument. */
export interface World {
  readonly options: LabOptions;
  readonly clock: Clock;
  readonly state: LabState;
  /** Writes the state to disk soon, at once and atomically. Call it after every change. */
  save(): void;
  /** Address of the web pages, without a slash at the end. REST lives under `/api/v3`. */
  readonly baseUrl: string;
  readonly blobUrl: string;
  /** Address of CircleCI: its pages, OAuth and API. */
  readonly circleUrl: string;
  /** Address of Buildkite: its pages and API. */
  readonly buildkiteUrl: string;
  /** Address of Vercel's API. */
  readonly vercelUrl: string;
  readonly folders: LabFolders;
  /** Signs installation tokens and download links. */
  readonly secret: Uint8Array;
  /** Folder with the tools that CI steps find first on their PATH. */
  readonly toolPath: string;
  readonly locks: RepositoryLocks;
  readonly faults: Faults;
  /** Starts the workflows that a Git event triggers; told by the part that saw the event. */
  readonly ci: CiEngine;
  readonly circle: CircleEngine;
  readonly buildkite: ProviderEngine;
  readonly vercel: ProviderEngine;
  /** Every request that reached a CI provider's side, whatever became of it. */
  readonly providerRequests: ProviderRequest[];
  readonly deliveries: DeliveryQueue;
}

export interface LabFolders {
  git: string;
  logs: string;
  artifacts: string;
  deliveries: string;
  work: string;
}

/** Git operations of one repository take turns, so that "before" and "after" of a push are true. */
export interface RepositoryLocks {
  run<Result>(repositoryId: number, work: () => Promise<Result>): Promise<Result>;
}

export interface CiTrigger {
  event: "push" | "pull_request" | "merge_group" | "workflow_dispatch";
  /** Repository whose workflows run and where the run is listed. */
  repository: Repository;
  /** Repository that holds the commit; differs from `repository` for forks. */
  headRepository: Repository;
  headBranch: string;
  headSha: string;
  /** Branch a pull request goes to; null for other events. */
  baseBranch: string | null;
  pullRequestNumber: number | null;
  actor: string;
  /** Only this workflow file (dispatch); null means all that match. */
  workflowPath: string | null;
  inputs: Record<string, string>;
}

export interface CiEngine {
  trigger(trigger: CiTrigger): Promise<WorkflowRun[]>;
  rerun(run: WorkflowRun, which: RerunSelection, actor: string): Promise<void>;
  cancel(run: WorkflowRun): void;
  /** Begins a run that waited for somebody's approval. */
  approve(run: WorkflowRun): Promise<void>;
  /** Resolves when no job runs or waits. */
  idle(): Promise<void>;
  /** Takes up the jobs that a killed lab left behind. */
  resume(): void;
  close(): Promise<void>;
}

/** A service that builds what is pushed, by really running what the repository says. */
export interface ProviderEngine {
  /** Builds the commit where the repository is known there; answers when the build is on record. */
  pushed(repository: Repository, branch: string, sha: string, actor: string): Promise<void>;
  /** Resolves when nothing runs or waits for a machine. */
  idle(): Promise<void>;
  /** Takes up what a killed lab left behind. */
  resume(): void;
  close(): Promise<void>;
}

/** The lab's CircleCI: pipelines for pushes, workflows of the repository's own configuration, jobs that really run. */
export interface CircleEngine extends ProviderEngine {
  rerunFailed(workflow: CircleWorkflow): CircleWorkflow;
  approve(job: CircleJob): void;
}

export type RerunSelection = { kind: "all" } | { kind: "failed" } | { kind: "job"; jobId: number };

export interface DeliveryQueue {
  /** Resolves when every delivery that was sent so far has its answer. */
  idle(): Promise<void>;
  track(work: Promise<void>): void;
}

export interface Faults {
  delivery: DeliveryFault[];
  request: RequestFault[];
  run: RunFault[];
}

/** The next `count` runs of a repository's branches that begin so end like this, before a job begins. */
export interface RunFault {
  repositoryId: number;
  branch: string;
  conclusion: Conclusion;
  count: number;
}

/** What happens to the next `count` deliveries that match. */
export interface DeliveryFault {
  kind: "lose" | "double" | "delay" | "reorder";
  event?: string | undefined;
  action?: string | undefined;
  count: number;
  delayMs: number;
}

/** What happens to the next `count` API or Git requests that match. */
export interface RequestFault {
  /** `…-after` lets the write happen and then breaks the answer; `refuse` does nothing and answers `status`. */
  kind: "drop-after" | "error-after" | "refuse";
  method?: string | undefined;
  /** Regular expression over the path, such as `/pulls$`. */
  path: string;
  count: number;
  status: number;
  retryAfterSeconds?: number | undefined;
  /** Only for callers with this in their user agent. */
  userAgent?: string | undefined;
  /** What a refusal says, in place of GitHub's words for its limits. */
  message?: string | undefined;
}
