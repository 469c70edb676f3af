import { invariant } from "@/lib/assert";
import { readCommit } from "../git/bare";
import { emitCheckRun, emitJob } from "../github/events/actions";
import { jobWeb } from "../github/views/actions";
import { summaryOf } from "../github/views/commit";
import type { Annotation, CheckRun, CheckSuite, Conclusion } from "../state/checks";
import { suiteById, takeId } from "../state/lookup";
import type { Job, Workflow, WorkflowRun } from "../state/workflows";
import type { CiTrigger, World } from "../world";

/** Writes down a new run of a workflow, its check suite, and the workflow itself when it is new. */
export async function createRun(
  world: World,
  trigger: CiTrigger,
  path: string,
  name: string,
): Promise<WorkflowRun> {
  const { repository } = trigger;
  const commit = summaryOf(await readCommit(world, trigger.headRepository, trigger.headSha));
  const workflow = findOrCreateWorkflow(world, repository.id, path, name);
  const now = world.clock.iso();
  const suite: CheckSuite = {
    id: takeId(world),
    repositoryId: repository.id,
    app: "github-actions",
    headBranch: trigger.headBranch,
    headSha: trigger.headSha,
    headCommit: commit,
    before: null,
    status: "queued",
    conclusion: null,
    createdAt: now,
    updatedAt: now,
  };
  const pull = world.state.pullRequests.find(
    (one) => one.repositoryId === repository.id && one.number === trigger.pullRequestNumber,
  );
  const run: WorkflowRun = {
    id: takeId(world),
    repositoryId: repository.id,
    workflowId: workflow.id,
    name: workflow.name,
    path,
    runNumber: world.state.workflowRuns.filter((one) => one.workflowId === workflow.id).length + 1,
    attempt: 1,
    event: trigger.event,
    displayTitle: pull?.title ?? commit.message.split("\n")[0] ?? "",
    headRepositoryId: trigger.headRepository.id,
    headBranch: trigger.headBranch,
    headSha: trigger.headSha,
    headCommit: commit,
    baseBranch: trigger.baseBranch,
    pullRequestNumber: trigger.pullRequestNumber,
    inputs: trigger.inputs,
    status: "queued",
    conclusion: null,
    checkSuiteId: suite.id,
    actor: trigger.actor,
    triggeringActor: trigger.actor,
    createdAt: now,
    startedAt: now,
    updatedAt: now,
    earlierAttempts: [],
  };
  world.state.checkSuites.push(suite);
  world.state.workflowRuns.push(run);
  world.save();
  return run;
}

export function findOrCreateWorkflow(
  world: World,
  repositoryId: number,
  path: string,
  name: string,
): Workflow {
  const known = world.state.workflows.find((one) => one.repositoryId === repositoryId && one.path === path);
  if (known) {
    known.name = name;
    return known;
  }
  const workflow = { id: takeId(world), repositoryId, path, name, createdAt: world.clock.iso() };
  world.state.workflows.push(workflow);
  return workflow;
}

/** Puts a job on record with its check run, which carries the same id. */
export function addJob(world: World, run: WorkflowRun, job: Job): void {
  const check: CheckRun = {
    id: job.id,
    repositoryId: run.repositoryId,
    suiteId: run.checkSuiteId,
    app: "github-actions",
    name: job.name,
    headSha: run.headSha,
    status: job.status,
    conclusion: job.conclusion,
    externalId: `job-${job.id}`,
    detailsUrl: jobWeb(world, job),
    title: null,
    summary: null,
    text: null,
    annotations: [],
    actions: [],
    startedAt: job.createdAt,
    completedAt: job.completedAt,
  };
  world.state.jobs.push(job);
  world.state.checkRuns.push(check);
}

export function startJob(world: World, run: WorkflowRun, job: Job): void {
  job.status = "in_progress";
  job.startedAt = world.clock.iso();
  const check = checkOfJob(world, job);
  Object.assign(check, { status: "in_progress", startedAt: job.startedAt });
  suiteById(world, run.checkSuiteId).status = "in_progress";
  world.save();
  emitJob(world, job, "in_progress");
}

export function completeJob(
  world: World,
  run: WorkflowRun,
  job: Job,
  conclusion: Conclusion,
  annotations: Annotation[],
): void {
  const completedAt = world.clock.iso();
  Object.assign(job, { status: "completed", conclusion, completedAt });
  const check = checkOfJob(world, job);
  Object.assign(check, { status: "completed", conclusion, completedAt, annotations });
  world.save();
  emitJob(world, job, "completed");
  emitCheckRun(world, check, "completed", run.triggeringActor);
}

function checkOfJob(world: World, job: Job): CheckRun {
  const check = world.state.checkRuns.find((one) => one.id === job.id);
  invariant(check, `job ${job.id} has a check run`);
  return check;
}
