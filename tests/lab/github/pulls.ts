import { branchSha, resolveSha } from "../git/bare";
import { publishPullHead, triggerPullRequestRuns } from "../git/pushed";
import { findRepository, takeId } from "../state/lookup";
import type { PullRequest } from "../state/pull-requests";
import type { Repository } from "../state/repositories";
import type { World } from "../world";
import { ApiError, validationFailed } from "./api-error";
import { emitPull } from "./events/pull-request";

export interface NewPull {
  title: string;
  /** BRANCH, or OWNER:BRANCH for a branch of a fork. */
  head: string;
  base: string;
  body: string;
  draft: boolean;
  author: string;
}

/** Opens a pull request, refusing what GitHub refuses, and starts its workflows. */
export async function createPull(
  world: World,
  repository: Repository,
  wanted: NewPull,
): Promise<PullRequest> {
  const { headRepository, headRef } = headOf(world, repository, wanted.head);
  const headSha = await branchSha(world, headRepository, headRef);
  const baseSha = await branchSha(world, repository, wanted.base);
  if (!headSha) throw invalid("head");
  if (!baseSha) throw invalid("base");
  const label = `${headRepository.owner}:${headRef}`;
  if (wanted.draft && repository.draftsMissing === true)
    throw new ApiError(422, "Draft pull requests are not supported in this repository.");
  const twin = world.state.pullRequests.some(
    (pull) =>
      pull.state === "open" &&
      pull.repositoryId === repository.id &&
      pull.headRepositoryId === headRepository.id &&
      pull.headRef === headRef &&
      pull.baseRef === wanted.base,
  );
  if (twin) throw validationFailed("PullRequest", "", `A pull request already exists for ${label}.`);
  if (headSha === baseSha || (await resolveSha(world, repository, wanted.base)) === headSha)
    throw validationFailed("PullRequest", "", `No commits between ${wanted.base} and ${wanted.head}`);
  const now = world.clock.iso();
  const pull: PullRequest = {
    id: takeId(world),
    repositoryId: repository.id,
    number: nextNumber(world, repository),
    title: wanted.title,
    body: wanted.body,
    state: "open",
    draft: wanted.draft,
    author: wanted.author,
    headRepositoryId: headRepository.id,
    headRef,
    headSha,
    baseRef: wanted.base,
    baseSha,
    labels: [],
    mergedAt: null,
    mergedBy: null,
    mergeCommitSha: null,
    createdAt: now,
    updatedAt: now,
    closedAt: null,
  };
  world.state.pullRequests.push(pull);
  await publishPullHead(world, pull);
  world.save();
  await emitPull(world, pull, "opened", wanted.author);
  await triggerPullRequestRuns(world, pull, wanted.author);
  return pull;
}

export async function reopenPull(world: World, pull: PullRequest, by: string): Promise<void> {
  if (pull.mergedAt)
    throw validationFailed("PullRequest", "state", "state cannot be changed. It was merged.");
  Object.assign(pull, { state: "open", closedAt: null, updatedAt: world.clock.iso() });
  world.save();
  await emitPull(world, pull, "reopened", by);
  await triggerPullRequestRuns(world, pull, by);
}

/** Drafts become ready and ready ones drafts again; both are told to the app. */
export async function setDraft(world: World, pull: PullRequest, draft: boolean, by: string): Promise<void> {
  if (pull.draft === draft) return;
  Object.assign(pull, { draft, updatedAt: world.clock.iso() });
  world.save();
  await emitPull(world, pull, draft ? "converted_to_draft" : "ready_for_review", by);
}

function headOf(world: World, repository: Repository, head: string) {
  const colon = head.indexOf(":");
  if (colon < 0) return { headRepository: repository, headRef: head };
  const owner = head.slice(0, colon);
  const headRepository =
    owner === repository.owner
      ? repository
      : (world.state.repositories.find((one) => one.owner === owner && one.parentId === repository.id) ??
        findRepository(world, owner, repository.name));
  if (!headRepository) throw invalid("head");
  return { headRepository, headRef: head.slice(colon + 1) };
}

function invalid(field: string): ApiError {
  return new ApiError(422, "Validation Failed", [{ resource: "PullRequest", field, code: "invalid" }]);
}

function nextNumber(world: World, repository: Repository): number {
  const numbers = world.state.pullRequests
    .filter((pull) => pull.repositoryId === repository.id)
    .map((pull) => pull.number);
  return Math.max(0, ...numbers) + 1;
}
