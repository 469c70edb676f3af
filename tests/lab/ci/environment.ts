import { accountOf, repositoryById } from "../state/lookup";
import type { Job, WorkflowRun } from "../state/workflows";
import type { World } from "../world";
import type { ExpressionValue } from "./expressions";
import type { JobFolders } from "./job-context";

/** System folders only: whatever else the lab's own PATH holds is not for CI steps. */
const systemPath = "/usr/local/bin:/usr/bin:/bin";

/** The variables every step sees. Nothing of the lab's own environment gets in. */
export function defaultEnvironment(
  world: World,
  run: WorkflowRun,
  job: Job,
  folders: JobFolders,
): Record<string, string> {
  const github = githubContext(world, run, job, folders.workspace);
  const variables = Object.entries(github).map(([key, value]) => [
    `GITHUB_${key.toUpperCase()}`,
    String(value),
  ]);
  return {
    ...Object.fromEntries(variables),
    CI: "true",
    GITHUB_ACTIONS: "true",
    HOME: folders.home,
    LANG: "C.UTF-8",
    PATH: `${world.toolPath}:${systemPath}`,
    RUNNER_ARCH: "X64",
    RUNNER_NAME: "GitHub Actions 1",
    RUNNER_OS: "Linux",
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: world.toolPath,
    TMPDIR: folders.temp,
  };
}

/** The `github` context; upper-cased it is also the GITHUB_… variables. */
export function githubContext(
  world: World,
  run: WorkflowRun,
  job: Job,
  workspace: string,
): Record<string, ExpressionValue> {
  const repository = repositoryById(world, run.repositoryId);
  const fromPull = run.event === "pull_request";
  return {
    actor: run.actor,
    actor_id: String(accountOf(world, run.actor).id),
    api_url: `${world.baseUrl}/api/v3`,
    base_ref: run.baseBranch ?? "",
    event_name: run.event,
    graphql_url: `${world.baseUrl}/api/graphql`,
    head_ref: fromPull ? run.headBranch : "",
    job: job.key,
    ref: fromPull ? `refs/pull/${run.pullRequestNumber}/head` : `refs/heads/${run.headBranch}`,
    ref_name: fromPull ? `${run.pullRequestNumber}/head` : run.headBranch,
    ref_type: "branch",
    repository: `${repository.owner}/${repository.name}`,
    repository_id: String(repository.id),
    repository_owner: repository.owner,
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.runNumber),
    server_url: world.baseUrl,
    sha: run.headSha,
    triggering_actor: run.triggeringActor,
    workflow: run.name,
    workspace,
  };
}
