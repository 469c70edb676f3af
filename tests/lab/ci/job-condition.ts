import type { Job, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import { githubContext } from "./environment";
import { isEnabled } from "./expressions";
import type { WorkflowJob } from "./workflow-file";

/** A job's `if:`, judged when the jobs it needs are done. A skipped one counts as not succeeded, as on GitHub. */
export function isJobEnabled(
  world: World,
  run: WorkflowRun,
  job: Job,
  needed: readonly Job[],
  definition: WorkflowJob,
): boolean {
  const conclusions = needed.map((one) => one.conclusion);
  const failed = conclusions.some((one) => one === "failure" || one === "timed_out");
  const allSucceeded = conclusions.every((one) => one === "success");
  const github = githubContext(world, run, job, "");
  const needs = Object.fromEntries(needed.map((one) => [one.key, { result: one.conclusion }]));
  return isEnabled(definition.if, {
    status: allSucceeded ? "success" : failed ? "failure" : "cancelled",
    values: { github, needs, inputs: run.inputs, matrix: job.matrix, vars: {} },
  });
}
