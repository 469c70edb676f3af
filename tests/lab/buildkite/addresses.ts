import { invariant } from "@/lib/assert";
import type { World } from "../world";
import type { BuildkiteBuild, BuildkiteJob, BuildkiteOrganization, BuildkitePipeline } from "./model";

export function placeOf(
  world: World,
  { pipelineId }: Pick<BuildkiteBuild, "pipelineId">,
): { pipeline: BuildkitePipeline; organization: BuildkiteOrganization } {
  const pipeline = world.state.buildkite.pipelines.find((one) => one.id === pipelineId);
  invariant(pipeline, `pipeline ${pipelineId} exists`);
  const organization = world.state.buildkite.organizations.find((one) => one.id === pipeline.organizationId);
  invariant(organization, `organization ${pipeline.organizationId} exists`);
  return { pipeline, organization };
}

/** Page of a build, for people. */
export function buildPage(world: World, build: BuildkiteBuild): string {
  const { pipeline, organization } = placeOf(world, build);
  return `${world.buildkiteUrl}/${organization.slug}/${pipeline.slug}/builds/${build.number}`;
}

export function jobPage(world: World, build: BuildkiteBuild, job: BuildkiteJob): string {
  return `${buildPage(world, build)}#${job.id}`;
}

/** Of the build in the REST API. */
export function buildApi(world: World, build: BuildkiteBuild): string {
  const { pipeline, organization } = placeOf(world, build);
  return `${world.buildkiteUrl}/v2/organizations/${organization.slug}/pipelines/${pipeline.slug}/builds/${build.number}`;
}
