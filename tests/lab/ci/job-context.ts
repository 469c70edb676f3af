import type { Job, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import type { StepAnnotations } from "./annotations";
import type { ExpressionScope, ExpressionValue } from "./expressions";
import type { JobLog } from "./job-log";
import type { ProblemMatcher } from "./problem-matchers";
import type { WorkflowFile, WorkflowJob } from "./workflow-file";

/** What all steps of one running job share. */
export interface JobContext {
  world: World;
  run: WorkflowRun;
  job: Job;
  file: WorkflowFile;
  definition: WorkflowJob;
  log: JobLog;
  folders: JobFolders;
  /** Aborted when somebody cancels the run or the job's time is over. */
  signal: AbortSignal;
  deadline: number;
  env: Record<string, string>;
  /** Folders that steps put before the PATH of later steps. */
  addedPaths: string[];
  matchers: ProblemMatcher[];
  github: Record<string, ExpressionValue>;
  steps: Record<string, { outcome: string; conclusion: string; outputs: Record<string, string> }>;
  status: ExpressionScope["status"];
}

export interface JobFolders {
  /** The clone: GITHUB_WORKSPACE. */
  workspace: string;
  home: string;
  /** RUNNER_TEMP. */
  temp: string;
}

/** What one step adds to the job's context. */
export interface StepContext {
  job: JobContext;
  annotations: StepAnnotations;
  env: Record<string, string>;
  /** Inputs of the composite action the step belongs to. */
  inputs: Record<string, string>;
  timeoutMs: number;
}

export type StepEnd = { conclusion: "success" | "failure" | "cancelled" };

export function scopeOf(
  context: JobContext,
  env: Record<string, string>,
  inputs: Record<string, string>,
): ExpressionScope {
  return {
    status: context.status,
    values: {
      github: context.github,
      env,
      inputs: { ...context.run.inputs, ...inputs },
      matrix: context.job.matrix,
      steps: context.steps,
      runner: { os: "Linux", arch: "X64", temp: context.folders.temp, name: "GitHub Actions 1" },
      job: { status: context.status },
      secrets: {},
      vars: {},
    },
  };
}
