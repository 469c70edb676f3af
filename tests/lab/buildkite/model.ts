/** What the lab's Buildkite remembers, as plain JSON. Ids are UUIDs, as there. */
export interface BuildkiteState {
  organizations: BuildkiteOrganization[];
  pipelines: BuildkitePipeline[];
  tokens: BuildkiteToken[];
  builds: BuildkiteBuild[];
  artifacts: BuildkiteArtifact[];
}

export interface BuildkiteOrganization {
  id: string;
  /** Login on the code host. */
  slug: string;
  createdAt: string;
}

export interface BuildkitePipeline {
  id: string;
  organizationId: string;
  repositoryId: number;
  slug: string;
  createdAt: string;
}

export interface BuildkiteToken {
  uuid: string;
  token: string;
  /** Slug of the one organization that it opens. */
  organization: string;
  scopes: string[];
}

export type BuildState = "scheduled" | "running" | "failing" | "passed" | "failed" | "blocked";

export interface BuildkiteBuild {
  id: string;
  number: number;
  pipelineId: string;
  branch: string;
  sha: string;
  message: string;
  author: string;
  state: BuildState;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  jobs: BuildkiteJob[];
}

export type JobState =
  | "scheduled"
  | "waiting"
  | "waiting_failed"
  | "running"
  | "passed"
  | "failed"
  | "blocked"
  | "unblocked"
  | "broken";

export interface BuildkiteJob {
  id: string;
  type: "script" | "waiter" | "manual";
  /** Null for a wait. */
  name: string | null;
  stepKey: string | null;
  /** Null for what runs no command. */
  command: string | null;
  env: Record<string, string>;
  artifactPaths: string[];
  softFail: boolean;
  /** Of a wait: what comes after it runs whatever failed before. */
  continueOnFailure: boolean;
  state: JobState;
  exitStatus: number | null;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
}

export interface BuildkiteArtifact {
  id: string;
  jobId: string;
  path: string;
  sizeBytes: number;
  sha1: string;
}

export function emptyBuildkiteState(): BuildkiteState {
  return { organizations: [], pipelines: [], tokens: [], builds: [], artifacts: [] };
}
