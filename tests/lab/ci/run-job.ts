import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { createInstallationToken } from "../github/auth/tokens";
import type { Annotation, Conclusion } from "../state/checks";
import { installationOf, repositoryById } from "../state/lookup";
import type { Job, StepRecord, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import { StepAnnotations } from "./annotations";
import { type CompositeRun, removeWorkFolder, runAction } from "./builtin-actions";
import { defaultEnvironment, githubContext } from "./environment";
import { interpolate, isEnabled } from "./expressions";
import { type JobContext, type StepEnd, scopeOf } from "./job-context";
import { JobLog } from "./job-log";
import { runShellStep } from "./shell-step";
import type { Step, WorkflowFile, WorkflowJob } from "./workflow-file";

export interface JobEnd {
  conclusion: Conclusion;
  annotations: Annotation[];
}

export function jobLogFile(world: World, jobId: number): string {
  return join(world.folders.logs, `${jobId}.txt`);
}

/** Runs one job from checkout to the end. Its steps are in the job's record as they begin and end. */
export async function runJob(
  world: World,
  run: WorkflowRun,
  job: Job,
  file: WorkflowFile,
  definition: WorkflowJob,
  signal: AbortSignal,
): Promise<JobEnd> {
  const name = repositoryById(world, run.repositoryId).name;
  const root = join(world.folders.work, String(job.id));
  const folders = { workspace: join(root, name, name), home: join(root, "home"), temp: join(root, "temp") };
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  const token = await jobToken(world, run);
  const log = new JobLog(jobLogFile(world, job.id));
  log.mask(token);
  const context: JobContext = {
    world,
    run,
    job,
    file,
    definition,
    log,
    folders,
    signal,
    deadline: Date.now() + definition["timeout-minutes"] * 60_000,
    env: defaultEnvironment(world, run, job, folders),
    addedPaths: [],
    matchers: [],
    github: { ...githubContext(world, run, job, folders.workspace), token },
    steps: {},
    status: "success",
  };
  try {
    return await runSteps(context);
  } finally {
    await removeWorkFolder(root);
  }
}

/** The workflow's own token, for this repository alone; GitHub makes one for each job. */
async function jobToken(world: World, run: WorkflowRun): Promise<string> {
  const repository = repositoryById(world, run.repositoryId);
  const installation = installationOf(world, repository);
  if (installation === null) return "";
  const { token } = await createInstallationToken(world, installation, [repository.id], {
    actions: "read",
    contents: "read",
  });
  return token;
}

async function runSteps(context: JobContext): Promise<JobEnd> {
  const { job, definition, file, log } = context;
  Object.assign(context.env, file.env, definition.env);
  const annotations: Annotation[] = [];
  const setUp = beginStep(context, "Set up job");
  log.line("Current runner version: '2.333.0'");
  log.group("Runner Image", ["Image: lab", "Version: 1"]);
  log.line(`Complete job name: ${job.name}`);
  endStep(context, setUp, "success");
  for (const step of definition.steps) annotations.push(...(await runOneStep(context, step)));
  const complete = beginStep(context, "Complete job");
  log.line("Cleaning up orphan processes");
  endStep(context, complete, "success");
  return { conclusion: context.status, annotations };
}

async function runOneStep(context: JobContext, step: Step): Promise<Annotation[]> {
  const annotations = new StepAnnotations();
  const env = stepEnvironment(context, step, {});
  const record = beginStep(context, interpolate(stepName(step), scopeOf(context, env, {})));
  if (context.signal.aborted && context.status === "success") context.status = "cancelled";
  if (!isEnabled(step.if, scopeOf(context, env, {}))) {
    endStep(context, record, "skipped");
    return [];
  }
  const end = await runGuarded(context, step, annotations, env);
  const tolerated = end.conclusion === "failure" && isTolerated(context, step, env);
  const conclusion = tolerated ? "success" : end.conclusion;
  if (step.id) {
    const outputs = context.steps[step.id]?.outputs ?? {};
    context.steps[step.id] = { outcome: end.conclusion, conclusion, outputs };
  }
  endStep(context, record, conclusion);
  if (conclusion !== "success" && context.status === "success") context.status = conclusion;
  return annotations.kept;
}

/** A defect of the lab or of the machine fails the step, visibly, and never the process. */
async function runGuarded(
  context: JobContext,
  step: Step,
  annotations: StepAnnotations,
  env: Record<string, string>,
): Promise<StepEnd> {
  try {
    return await execute(context, step, annotations, env, {});
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    context.log.error(message);
    annotations.add({ level: "failure", message });
    return { conclusion: "failure" };
  }
}

async function execute(
  context: JobContext,
  step: Step,
  annotations: StepAnnotations,
  env: Record<string, string>,
  inputs: Record<string, string>,
): Promise<StepEnd> {
  const timeoutMs = (step["timeout-minutes"] ?? context.definition["timeout-minutes"]) * 60_000;
  const stepContext = { job: context, annotations, env, inputs, timeoutMs };
  if ("run" in step) return runShellStep(stepContext, step);
  const end = await runAction(stepContext, step);
  if ("conclusion" in end) return end;
  return runComposite(context, end, annotations);
}

/**
 * The steps of a composite action. Their `if:` asks how the action itself stands, not the job: it begins as a success even
 * where `always()` brought it after a failed step. GitHub's runner keeps it as `github.action_status`.
 */
async function runComposite(
  context: JobContext,
  { composite, inputs, actionPath }: CompositeRun,
  annotations: StepAnnotations,
): Promise<StepEnd> {
  let status: StepEnd["conclusion"] = "success";
  for (const step of composite.runs.steps) {
    const env = { ...stepEnvironment(context, step, inputs), GITHUB_ACTION_PATH: actionPath };
    if (context.signal.aborted && status === "success") status = "cancelled";
    if (!isEnabled(step.if, { ...scopeOf(context, env, inputs), status })) continue;
    const { conclusion } = await execute(context, step, annotations, env, inputs);
    if (conclusion === "failure" && isTolerated(context, step, env)) continue;
    if (status === "success") status = conclusion;
  }
  return { conclusion: status };
}

function stepEnvironment(
  context: JobContext,
  step: Step,
  inputs: Record<string, string>,
): Record<string, string> {
  const scope = scopeOf(context, context.env, inputs);
  const own = Object.entries(step.env).map(([key, value]) => [key, interpolate(value, scope)]);
  const job = Object.entries(context.env).map(([key, value]) => [key, interpolate(value, scope)]);
  return { ...Object.fromEntries(job), ...Object.fromEntries(own) };
}

function isTolerated(context: JobContext, step: Step, env: Record<string, string>): boolean {
  const wish = step["continue-on-error"];
  return typeof wish === "boolean" ? wish : interpolate(wish, scopeOf(context, env, {})) === "true";
}

/** GitHub names a step without a name after what it does. */
function stepName(step: Step): string {
  return step.name ?? `Run ${"run" in step ? (step.run.split("\n")[0] ?? "") : step.uses}`;
}

function beginStep(context: JobContext, name: string): StepRecord {
  const record: StepRecord = {
    number: context.job.steps.length + 1,
    name,
    status: "in_progress",
    conclusion: null,
    startedAt: context.world.clock.iso(),
    completedAt: null,
  };
  context.job.steps.push(record);
  context.world.save();
  return record;
}

function endStep(context: JobContext, record: StepRecord, conclusion: Conclusion): void {
  Object.assign(record, { status: "completed", conclusion, completedAt: context.world.clock.iso() });
  context.world.save();
}

/** Whether a job already wrote its log; queued jobs have none. */
export function hasLog(world: World, jobId: number): boolean {
  return existsSync(jobLogFile(world, jobId));
}
