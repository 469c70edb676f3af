/** What the lab's CircleCI remembers, as plain JSON. Ids are UUIDs, as there. */
export interface CircleState {
  organizations: CircleOrganization[];
  projects: CircleProject[];
  tokens: CircleToken[];
  pipelines: CirclePipeline[];
  workflows: CircleWorkflow[];
  jobs: CircleJob[];
  clients: { id: string; redirectUris: string[] }[];
  codes: {
    code: string;
    clientId: string;
    redirectUri: string;
    challenge: string;
    login: string;
    level: TokenLevel;
  }[];
}

export type TokenLevel = "read" | "write" | "admin";

export interface CircleOrganization {
  id: string;
  /** Login on the code host. */
  name: string;
}

export interface CircleProject {
  id: string;
  organizationId: string;
  repositoryId: number;
  name: string;
  /** Projects of the OAuth app have readable slugs, those of the GitHub App opaque ones. */
  kind: "oauth" | "app";
  slug: string;
  webhooks: { id: string; name: string; url: string; secret: string }[];
}

export interface CircleToken {
  token: string;
  login: string;
  level: TokenLevel;
  /** Names of the organizations that it sees. */
  organizations: string[];
  expiresAt: string | null;
}

export interface CirclePipeline {
  id: string;
  number: number;
  projectId: string;
  branch: string;
  sha: string;
  actor: string;
  createdAt: string;
  state: "created" | "errored" | "setup";
  errors: { type: string; message: string }[];
}

export type WorkflowStatus =
  | "running"
  | "success"
  | "failed"
  | "error"
  | "canceled"
  | "on_hold"
  | "unauthorized";

export interface CircleWorkflow {
  id: string;
  pipelineId: string;
  name: string;
  setup: boolean;
  status: WorkflowStatus;
  createdAt: string;
  stoppedAt: string | null;
  /** The configuration file that it was made of. */
  configuration: string;
}

export type JobStatus =
  | "blocked"
  | "running"
  | "on_hold"
  | "success"
  | "failed"
  | "canceled"
  | "unauthorized"
  | "timedout"
  | "infrastructure_fail";

export interface CircleJob {
  id: string;
  /** None for an approval. */
  number: number | null;
  workflowId: string;
  name: string;
  type: "build" | "approval";
  requires: string[];
  status: JobStatus;
  startedAt: string | null;
  stoppedAt: string | null;
  executions: CircleStep[][];
  tests: CircleTest[];
  artifacts: { path: string; execution: number }[];
}

export interface CircleStep {
  num: number;
  name: string;
  command: string | null;
  status: "running" | "success" | "failed" | "canceled" | "timedout";
  exitCode: number | null;
  startedAt: string;
  endedAt: string | null;
}

export interface CircleTest {
  classname: string;
  name: string;
  file: string;
  result: "success" | "failure" | "skipped";
  runTime: number;
  message: string;
}

export function emptyCircleState(): CircleState {
  return {
    organizations: [],
    projects: [],
    tokens: [],
    pipelines: [],
    workflows: [],
    jobs: [],
    clients: [],
    codes: [],
  };
}
