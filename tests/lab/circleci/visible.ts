import type { World } from "../world";
import type { CircleJob, CirclePipeline, CircleProject, CircleToken, CircleWorkflow } from "./model";

/** What a token may see: everything of its organizations, and nothing else even by its id. */
export function visible(world: World, token: CircleToken) {
  const { circleci } = world.state;
  const organizations = circleci.organizations.filter((one) => token.organizations.includes(one.name));
  const organizationIds = new Set(organizations.map((one) => one.id));
  const projects = circleci.projects.filter((one) => organizationIds.has(one.organizationId));
  const projectIds = new Set(projects.map((one) => one.id));
  const pipelines = circleci.pipelines.filter((one) => projectIds.has(one.projectId));
  const pipelineIds = new Set(pipelines.map((one) => one.id));
  const workflows = circleci.workflows.filter((one) => pipelineIds.has(one.pipelineId));
  const workflowIds = new Set(workflows.map((one) => one.id));
  const jobs = circleci.jobs.filter((one) => workflowIds.has(one.workflowId));
  return {
    organizations,
    projects,
    pipelines,
    workflows,
    jobs,
    projectOfSlug: (slug: string): CircleProject | undefined =>
      projects.find((one) => one.slug === slug || one.slug.replace(/^gh\//, "github/") === slug),
    projectOf: (pipeline: CirclePipeline): CircleProject | undefined =>
      projects.find((one) => one.id === pipeline.projectId),
    pipelineOf: (workflow: CircleWorkflow): CirclePipeline | undefined =>
      pipelines.find((one) => one.id === workflow.pipelineId),
    workflowOf: (job: CircleJob): CircleWorkflow | undefined =>
      workflows.find((one) => one.id === job.workflowId),
    /** A rerun keeps jobs that passed under their id, so the newest entry is the one. */
    job: (id: string): CircleJob | undefined => jobs.filter((one) => one.id === id).at(-1),
  };
}
