import { posix } from "node:path";
import { accountOf, repositoryById } from "../state/lookup";
import type { World } from "../world";
import { buildApi, buildPage, jobPage, placeOf } from "./addresses";
import type { BuildkiteArtifact, BuildkiteBuild, BuildkiteJob, BuildkiteOrganization } from "./model";

export function organizationView(world: World, { id, slug, createdAt }: BuildkiteOrganization) {
  const url = `${world.buildkiteUrl}/v2/organizations/${slug}`;
  return {
    id,
    graphql_id: graphqlId("Organization", id),
    url,
    web_url: `${world.buildkiteUrl}/${slug}`,
    name: accountOf(world, slug).name,
    slug,
    pipelines_url: `${url}/pipelines`,
    agents_url: `${url}/agents`,
    emojis_url: `${url}/emojis`,
    created_at: createdAt,
  };
}

export function buildView(world: World, build: BuildkiteBuild) {
  return {
    id: build.id,
    graphql_id: graphqlId("Build", build.id),
    url: buildApi(world, build),
    web_url: buildPage(world, build),
    number: build.number,
    state: build.state,
    cancel_reason: null,
    blocked: build.state === "blocked",
    message: build.message,
    commit: build.sha,
    branch: build.branch,
    env: {},
    source: "webhook",
    creator: null,
    author: { name: build.author },
    created_at: build.createdAt,
    scheduled_at: build.createdAt,
    started_at: build.startedAt,
    finished_at: build.finishedAt,
    meta_data: {},
    pull_request: null,
    rebuilt_from: null,
    pipeline: pipelineView(world, build),
    jobs: build.jobs.map((job) => jobView(world, build, job)),
  };
}

function pipelineView(world: World, build: BuildkiteBuild) {
  const { pipeline, organization } = placeOf(world, build);
  const repository = repositoryById(world, pipeline.repositoryId);
  const url = `${world.buildkiteUrl}/v2/organizations/${organization.slug}/pipelines/${pipeline.slug}`;
  return {
    id: pipeline.id,
    graphql_id: graphqlId("Pipeline", pipeline.id),
    url,
    web_url: `${world.buildkiteUrl}/${organization.slug}/${pipeline.slug}`,
    name: pipeline.slug,
    slug: pipeline.slug,
    repository: `git@github.com:${repository.owner}/${repository.name}.git`,
    branch_configuration: null,
    default_branch: repository.defaultBranch,
    provider: {
      id: "github",
      // Only those who may edit the pipeline are told it.
      webhook_url: "",
      settings: { publish_commit_status: true, repository: `${repository.owner}/${repository.name}` },
    },
    skip_queued_branch_builds: false,
    skip_queued_branch_builds_filter: null,
    cancel_running_branch_builds: false,
    cancel_running_branch_builds_filter: null,
    builds_url: `${url}/builds`,
    badge_url: `${world.buildkiteUrl}/badge.svg`,
    created_at: pipeline.createdAt,
  };
}

function jobView(world: World, build: BuildkiteBuild, job: BuildkiteJob) {
  const { id, type, state } = job;
  const graphql_id = graphqlId("Job", id);
  if (type === "waiter") return { id, graphql_id, type, state };
  if (type === "manual")
    return { id, graphql_id, type, label: job.name, state, web_url: null, unblockable: state === "blocked" };
  const log = `${buildApi(world, build)}/jobs/${id}/log`;
  return {
    id,
    graphql_id,
    type,
    name: job.name,
    step_key: job.stepKey,
    agent_query_rules: [],
    state,
    web_url: jobPage(world, build, job),
    log_url: log,
    raw_log_url: `${log}.txt`,
    command: job.command,
    soft_failed: job.softFail && state === "failed",
    exit_status: job.exitStatus,
    artifact_paths: job.artifactPaths.join(";"),
    agent: null,
    created_at: job.createdAt,
    scheduled_at: job.createdAt,
    runnable_at: job.startedAt,
    started_at: job.startedAt,
    finished_at: job.finishedAt,
    retried: false,
    retried_in_job_id: null,
    retries_count: null,
    retry_type: null,
    parallel_group_index: null,
    parallel_group_total: null,
    matrix: null,
    cluster_id: null,
    cluster_url: null,
    cluster_queue_id: null,
    cluster_queue_url: null,
  };
}

export function artifactView(world: World, build: BuildkiteBuild, artifact: BuildkiteArtifact) {
  const { id, jobId, path } = artifact;
  const url = `${buildApi(world, build)}/jobs/${jobId}/artifacts/${id}`;
  return {
    id,
    job_id: jobId,
    url,
    download_url: `${url}/download`,
    state: "finished",
    path,
    dirname: posix.dirname(path),
    filename: posix.basename(path),
    mime_type: path.endsWith(".xml") ? "text/xml" : "application/octet-stream",
    file_size: artifact.sizeBytes,
    glob_path: null,
    original_path: null,
    sha1sum: artifact.sha1,
  };
}

function graphqlId(kind: string, id: string): string {
  return Buffer.from(`${kind}---${id}`).toString("base64");
}
