import { emitPull } from "../github/events/pull-request";
import { emitPush, type RefUpdate } from "../github/events/push";
import { openPullsOfBranch, repositoryById, takeId } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { bareFolder, isAncestor, zeroSha } from "./bare";
import { git } from "./run";

/** What GitHub does after refs of a repository moved, whoever moved them and however. */
export async function afterPush(
  world: World,
  repository: Repository,
  updates: readonly RefUpdate[],
  pusher: string,
): Promise<void> {
  for (const update of updates) {
    repository.pushedAt = world.clock.iso();
    world.save();
    recordActivity(world, repository, update, pusher, await isForced(world, repository, update));
    await emitPush(world, repository, update, pusher);
    if (!update.ref.startsWith("refs/heads/")) continue;
    const branch = update.ref.slice("refs/heads/".length);
    await followHead(world, repository, branch, update, pusher);
    if (update.after === zeroSha) continue;
    await followBase(world, repository, branch, update.after, pusher);
    // GitHub runs no workflows in a fork until its owner turns them on.
    if (repository.parentId !== null) continue;
    for (const provider of [world.circle, world.buildkite, world.vercel])
      await provider.pushed(repository, branch, update.after, pusher);
    await world.ci.trigger({
      event: "push",
      repository,
      headRepository: repository,
      headBranch: branch,
      headSha: update.after,
      baseBranch: null,
      pullRequestNumber: null,
      actor: pusher,
      workflowPath: null,
      inputs: {},
    });
  }
}

async function isForced(world: World, repository: Repository, update: RefUpdate): Promise<boolean> {
  if (update.before === zeroSha || update.after === zeroSha) return false;
  return !(await isAncestor(world, repository, update.before, update.after));
}

function recordActivity(
  world: World,
  repository: Repository,
  { ref, before, after }: RefUpdate,
  actor: string,
  forced: boolean,
): void {
  const created = before === zeroSha ? "branch_creation" : "push";
  const type = after === zeroSha ? "branch_deletion" : forced ? "force_push" : created;
  const activity = { id: takeId(world), repositoryId: repository.id, ref, before, after, actor };
  world.state.activities.push({ ...activity, type, at: world.clock.iso() });
}

/** Pull requests from this branch: a new head, or closed when the branch is gone. */
async function followHead(
  world: World,
  repository: Repository,
  branch: string,
  update: RefUpdate,
  pusher: string,
) {
  for (const pull of openPullsOfBranch(world, repository.id, branch)) {
    if (update.after === zeroSha) {
      await closePull(world, pull, pusher);
      continue;
    }
    const before = pull.headSha;
    pull.headSha = update.after;
    pull.updatedAt = world.clock.iso();
    await publishPullHead(world, pull);
    await emitPull(world, pull, "synchronize", pusher, { before, after: update.after });
    await triggerPullRequestRuns(world, pull, pusher);
  }
}

/** Pull requests into this branch: their base moved, or they are in it now and so merged. */
async function followBase(world: World, repository: Repository, branch: string, sha: string, pusher: string) {
  const pulls = world.state.pullRequests.filter(
    (pull) => pull.repositoryId === repository.id && pull.baseRef === branch && pull.state === "open",
  );
  for (const pull of pulls) {
    if (await isAncestor(world, repository, pull.headSha, sha)) await closePull(world, pull, pusher, sha);
    else pull.baseSha = sha;
  }
  world.save();
}

export async function closePull(
  world: World,
  pull: PullRequest,
  by: string,
  mergeCommitSha: string | null = null,
): Promise<void> {
  const now = world.clock.iso();
  Object.assign(pull, { state: "closed", closedAt: now, updatedAt: now });
  if (mergeCommitSha) Object.assign(pull, { mergedAt: now, mergedBy: by, mergeCommitSha });
  world.save();
  await emitPull(world, pull, "closed", by);
}

/** Keeps `refs/pull/N/head` of the base repository at the head commit, wherever that lives. */
export async function publishPullHead(world: World, pull: PullRequest): Promise<void> {
  const base = bareFolder(world, repositoryById(world, pull.repositoryId));
  const head = bareFolder(world, repositoryById(world, pull.headRepositoryId));
  const ref = `refs/pull/${pull.number}/head`;
  if (base !== head) await git(base, ["fetch", "--quiet", "--no-tags", head, `+${pull.headSha}:${ref}`]);
  else await git(base, ["update-ref", ref, pull.headSha]);
}

export async function triggerPullRequestRuns(world: World, pull: PullRequest, actor: string): Promise<void> {
  await world.ci.trigger({
    event: "pull_request",
    repository: repositoryById(world, pull.repositoryId),
    headRepository: repositoryById(world, pull.headRepositoryId),
    headBranch: pull.headRef,
    headSha: pull.headSha,
    baseBranch: pull.baseRef,
    pullRequestNumber: pull.number,
    actor,
    workflowPath: null,
    inputs: {},
  });
}
