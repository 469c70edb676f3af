import { addStatus } from "../github/rest/statuses";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { jobPage } from "./links";
import type { CircleJob, CirclePipeline, CircleProject, CircleWorkflow } from "./model";

const states = {
  blocked: "pending",
  on_hold: "pending",
  running: "pending",
  success: "success",
  failed: "failure",
  timedout: "failure",
  unauthorized: "error",
  canceled: "error",
  infrastructure_fail: "error",
} as const;

const words = {
  pending: "CircleCI is running your tests",
  success: "Your tests passed on CircleCI!",
  failure: "Your tests failed on CircleCI",
  error: "Your tests could not be run on CircleCI",
} as const;

/** One status a job on the code host, as CircleCI reports by default. */
export async function reportJob(
  world: World,
  project: CircleProject,
  pipeline: CirclePipeline,
  workflow: CircleWorkflow,
  job: CircleJob,
): Promise<void> {
  const state = states[job.status];
  await addStatus(world, repositoryById(world, project.repositoryId), {
    sha: pipeline.sha,
    state,
    context: `ci/circleci: ${job.name}`,
    description: words[state],
    targetUrl: jobPage(world, project, pipeline, workflow, job),
    creator: pipeline.actor,
  });
}
