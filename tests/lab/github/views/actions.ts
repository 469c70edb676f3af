import { accountOf, repositoryById, runById } from "../../state/lookup";
import type { PullRequest } from "../../state/pull-requests";
import type { Artifact, Job, Workflow, WorkflowRun } from "../../state/workflows";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { commitSummaryView } from "./commit";
import { minimalPullView } from "./pull-request";
import { minimalRepositoryView } from "./repository";
import { repositoryApi, repositoryWeb } from "./urls";

/** Pull requests a run belongs to. Empty for forks: GitHub does not say which pull request a fork's commit is in. */
export function pullsOfRun(world: World, run: WorkflowRun): PullRequest[] {
  if (run.headRepositoryId !== run.repositoryId) return [];
  return world.state.pullRequests.filter(
    (pull) =>
      pull.repositoryId === run.repositoryId &&
      pull.headRepositoryId === run.repositoryId &&
      pull.headRef === run.headBranch &&
      pull.state === "open",
  );
}

export function runView(world: World, run: WorkflowRun) {
  const repository = repositoryById(world, run.repositoryId);
  const api = repositoryApi(world, repository);
  const url = `${api}/actions/runs/${run.id}`;
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId("WorkflowRun", run.id),
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.checkSuiteId,
    check_suite_node_id: nodeId("CheckSuite", run.checkSuiteId),
    url,
    html_url: runWeb(world, run),
    pull_requests: pullsOfRun(world, run).map((pull) => minimalPullView(world, pull)),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: accountView(world, accountOf(world, run.actor)),
    run_attempt: run.attempt,
    referenced_workflows: [],
    run_started_at: run.startedAt,
    triggering_actor: accountView(world, accountOf(world, run.triggeringActor)),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.checkSuiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: commitSummaryView(run.headCommit),
    repository: minimalRepositoryView(world, repository),
    head_repository: minimalRepositoryView(world, repositoryById(world, run.headRepositoryId)),
  };
}

export function runWeb(world: World, run: WorkflowRun): string {
  return `${repositoryWeb(world, repositoryById(world, run.repositoryId))}/actions/runs/${run.id}`;
}

export function jobWeb(world: World, job: Job): string {
  return `${runWeb(world, runById(world, job.runId))}/job/${job.id}`;
}

export function workflowView(world: World, workflow: Workflow) {
  const repository = repositoryById(world, workflow.repositoryId);
  const web = repositoryWeb(world, repository);
  return {
    id: workflow.id,
    node_id: nodeId("Workflow", workflow.id),
    name: workflow.name,
    path: workflow.path,
    state: "active",
    created_at: workflow.createdAt,
    updated_at: workflow.createdAt,
    url: `${repositoryApi(world, repository)}/actions/workflows/${workflow.id}`,
    html_url: `${web}/blob/${repository.defaultBranch}/${workflow.path}`,
    badge_url: `${web}/actions/workflows/${workflow.path.split("/").pop()}/badge.svg`,
  };
}

const runnerName = "GitHub Actions 1";

export function jobView(world: World, job: Job) {
  const run = runById(world, job.runId);
  const api = repositoryApi(world, repositoryById(world, run.repositoryId));
  const started = job.startedAt !== null;
  return {
    id: job.id,
    run_id: run.id,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: nodeId("CheckRun", job.id),
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: jobWeb(world, job),
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    // GitHub fills this in before a runner takes the job.
    started_at: job.startedAt ?? job.createdAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: step.startedAt,
      completed_at: step.completedAt,
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: started ? 1 : null,
    runner_name: started ? runnerName : null,
    runner_group_id: started ? 0 : null,
    runner_group_name: started ? "GitHub Actions" : null,
  };
}

export function artifactView(world: World, artifact: Artifact) {
  const run = runById(world, artifact.runId);
  const url = `${repositoryApi(world, repositoryById(world, run.repositoryId))}/actions/artifacts/${artifact.id}`;
  return {
    id: artifact.id,
    node_id: nodeId("Artifact", artifact.id),
    name: artifact.name,
    size_in_bytes: artifact.sizeBytes,
    url,
    archive_download_url: `${url}/zip`,
    expired: artifactExpired(world, artifact),
    digest: artifact.digest,
    created_at: artifact.createdAt,
    updated_at: artifact.createdAt,
    expires_at: artifact.expiresAt,
    workflow_run: {
      id: run.id,
      repository_id: run.repositoryId,
      head_repository_id: run.headRepositoryId,
      head_branch: run.headBranch,
      head_sha: run.headSha,
    },
  };
}

export function artifactExpired(world: World, artifact: Artifact): boolean {
  return artifact.expiresAt <= world.clock.iso();
}
