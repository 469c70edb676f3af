import type { World } from "../world";
import type { CircleJob, CirclePipeline, CircleProject, CircleWorkflow } from "./model";

/** The page of a workflow, in the form that CircleCI's webhooks have. */
export function workflowPage(
  world: World,
  project: CircleProject,
  pipeline: CirclePipeline,
  workflow: CircleWorkflow,
): string {
  const slug = project.slug.replace(/^gh\//, "github/");
  return `${world.circleUrl}/pipelines/${slug}/${pipeline.number}/workflows/${workflow.id}`;
}

export function jobPage(
  world: World,
  project: CircleProject,
  pipeline: CirclePipeline,
  workflow: CircleWorkflow,
  job: CircleJob,
): string {
  return `${workflowPage(world, project, pipeline, workflow)}/jobs/${job.number ?? job.id}`;
}
