import type { CiTest } from "../types";
import type { WatchedProject } from "./access";
import type { Standing } from "./standing";

/** One pipeline, which API v3 calls a run: everything that one event started. */
export interface Pipeline {
  id: string;
  createdAt: string;
  branch: string | null;
  /** CircleCI still makes workflows for it: a setup workflow has ended, and what it continues with is not there yet. */
  continues: boolean;
  /** Why CircleCI could not make workflows of the configuration; empty where it could. */
  errors: readonly string[];
}

export interface Workflow {
  id: string;
  name: string;
  standing: Standing;
  createdAt: string;
  endedAt: string | null;
}

export interface Job {
  /** By which the API in use reads this job. */
  handle: string;
  name: string;
  approval: boolean;
  standing: Standing;
  startedAt: string | null;
  endedAt: string | null;
  /** The number in links, where the API tells it. */
  number: number | null;
}

/** One step of one parallel execution. */
export interface Step {
  name: string;
  command: string | null;
  execution: number;
  standing: Standing;
  exitCode: number | null;
  /** By which the API in use reads its output, null where it has none. */
  output: string | null;
}

export interface Artifact {
  path: string;
  url: string;
}

/** What is read of CircleCI, the same over API v3 and v2 with v1.1. */
export interface CircleCiApi {
  /** The pipelines of one commit, oldest first. */
  pipelines(project: WatchedProject, headSha: string): Promise<Pipeline[]>;
  workflows(pipelineId: string): Promise<Workflow[]>;
  jobs(workflowId: string): Promise<Job[]>;
  steps(project: WatchedProject, job: string): Promise<Step[]>;
  stepOutput(job: string, output: string, bytesMax: number): Promise<Uint8Array>;
  tests(project: WatchedProject, job: string): Promise<CiTest[]>;
  artifacts(project: WatchedProject, job: string): Promise<Artifact[]>;
}
