import { addStatus } from "../github/rest/statuses";
import { repositoryById } from "../state/lookup";
import type { World } from "../world";
import { buildPage, placeOf } from "./addresses";
import type { BuildkiteBuild, BuildState } from "./model";

const states = {
  scheduled: "pending",
  running: "pending",
  failing: "failure",
  passed: "success",
  failed: "failure",
  blocked: "success",
} as const satisfies Record<BuildState, string>;

const words: Record<BuildState, string> = {
  scheduled: "is scheduled",
  running: "started",
  failing: "is failing",
  passed: "passed",
  failed: "failed",
  blocked: "passed and is blocked",
};

/** One commit status a pipeline, as Buildkite publishes: https://buildkite.com/docs/pipelines/source-control/github */
export async function reportOnGitHub(world: World, build: BuildkiteBuild): Promise<void> {
  const { pipeline } = placeOf(world, build);
  await addStatus(world, repositoryById(world, pipeline.repositoryId), {
    sha: build.sha,
    state: states[build.state],
    context: `buildkite/${pipeline.slug}`,
    description: `Build #${build.number} ${words[build.state]}`,
    targetUrl: buildPage(world, build),
    creator: build.author,
  });
}
