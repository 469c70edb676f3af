import type { CheckRun, CheckSuite } from "../../state/checks";
import { repositoryById, runById, suiteById } from "../../state/lookup";
import type { Job, WorkflowRun } from "../../state/workflows";
import type { World } from "../../world";
import { jobView, runView, workflowView } from "../views/actions";
import { checkRunEventView, suiteView } from "../views/check";
import { emitInRepository } from "./emit";

export function emitRun(
  world: World,
  run: WorkflowRun,
  action: "requested" | "in_progress" | "completed",
): void {
  const workflow = world.state.workflows.find((one) => one.id === run.workflowId);
  emitInRepository(world, repositoryById(world, run.repositoryId), {
    name: "workflow_run",
    action,
    sender: run.triggeringActor,
    payload: { workflow_run: runView(world, run), workflow: workflow ? workflowView(world, workflow) : null },
  });
}

export function emitJob(world: World, job: Job, action: "queued" | "in_progress" | "completed"): void {
  const run = runById(world, job.runId);
  emitInRepository(world, repositoryById(world, run.repositoryId), {
    name: "workflow_job",
    action,
    sender: run.triggeringActor,
    payload: { workflow_job: jobView(world, job) },
  });
}

export function emitCheckRun(
  world: World,
  check: CheckRun,
  action: "created" | "completed" | "rerequested" | "requested_action",
  sender: string,
  extra: object = {},
): void {
  emitInRepository(world, repositoryById(world, check.repositoryId), {
    name: "check_run",
    action,
    sender,
    payload: { check_run: checkRunEventView(world, check), ...extra },
  });
}

export function emitSuite(
  world: World,
  suiteId: number,
  action: "completed" | "rerequested",
  sender: string,
): void {
  const suite: CheckSuite = suiteById(world, suiteId);
  const { repository: _, ...view } = suiteView(world, suite);
  emitInRepository(world, repositoryById(world, suite.repositoryId), {
    name: "check_suite",
    action,
    sender,
    payload: { check_suite: view },
  });
}
