import { diffStat } from "../../git/diff";
import { accountOf, repositoryById } from "../../state/lookup";
import type { PullRequest } from "../../state/pull-requests";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { repositoryView } from "./repository";
import { repositoryApi, repositoryWeb } from "./urls";

/** GitHub's `pull-request-simple`, as lists answer it. */
export function simplePullView(world: World, pull: PullRequest) {
  const repository = repositoryById(world, pull.repositoryId);
  const api = repositoryApi(world, repository);
  const web = `${repositoryWeb(world, repository)}/pull/${pull.number}`;
  const url = `${api}/pulls/${pull.number}`;
  const issueUrl = `${api}/issues/${pull.number}`;
  const statusesUrl = `${api}/statuses/${pull.headSha}`;
  return {
    url,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    html_url: web,
    diff_url: `${web}.diff`,
    patch_url: `${web}.patch`,
    issue_url: issueUrl,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: `${api}/pulls/comments{/number}`,
    comments_url: `${issueUrl}/comments`,
    statuses_url: statusesUrl,
    number: pull.number,
    state: pull.state,
    locked: false,
    active_lock_reason: null,
    title: pull.title,
    user: accountView(world, accountOf(world, pull.author)),
    body: pull.body || null,
    labels: pull.labels.map((name) => labelView(world, repository, name)),
    milestone: null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    merged_at: pull.mergedAt,
    merge_commit_sha: pull.mergeCommitSha,
    head: endView(world, repositoryById(world, pull.headRepositoryId), pull.headRef, pull.headSha),
    base: endView(world, repository, pull.baseRef, pull.baseSha),
    _links: {
      self: { href: url },
      html: { href: web },
      issue: { href: issueUrl },
      comments: { href: `${issueUrl}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: `${api}/pulls/comments{/number}` },
      commits: { href: `${url}/commits` },
      statuses: { href: statusesUrl },
    },
    author_association: authorAssociation(world, repository, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

/** GitHub's `pull-request`, with what has to be computed from the two ends. */
export async function pullView(world: World, pull: PullRequest) {
  const repository = repositoryById(world, pull.repositoryId);
  const stat = await diffStat(world, repository, pull.baseSha, pull.headSha);
  const comments = world.state.issueComments.filter(
    (comment) => comment.repositoryId === repository.id && comment.issueNumber === pull.number,
  ).length;
  return {
    ...simplePullView(world, pull),
    merged: pull.mergedAt !== null,
    mergeable: pull.state === "open" ? true : null,
    rebaseable: pull.state === "open" ? true : null,
    mergeable_state: pull.draft ? "draft" : "clean",
    merged_by: pull.mergedBy ? accountView(world, accountOf(world, pull.mergedBy)) : null,
    comments,
    review_comments: 0,
    maintainer_can_modify: pull.headRepositoryId !== pull.repositoryId,
    commits: stat.commits,
    additions: stat.additions,
    deletions: stat.deletions,
    changed_files: stat.files,
  };
}

/** GitHub's `pull-request-minimal`, as runs and checks carry it. */
export function minimalPullView(world: World, pull: PullRequest) {
  const repository = repositoryById(world, pull.repositoryId);
  const end = (ref: string, sha: string, repositoryId: number) => {
    const one = repositoryById(world, repositoryId);
    return { ref, sha, repo: { id: one.id, url: repositoryApi(world, one), name: one.name } };
  };
  return {
    url: `${repositoryApi(world, repository)}/pulls/${pull.number}`,
    id: pull.id,
    number: pull.number,
    head: end(pull.headRef, pull.headSha, pull.headRepositoryId),
    base: end(pull.baseRef, pull.baseSha, pull.repositoryId),
  };
}

export function labelView(world: World, repository: Repository, name: string) {
  const label = repository.labels.find((one) => one.name === name);
  const id = label?.id ?? 0;
  return {
    id,
    node_id: nodeId("Label", id),
    url: `${repositoryApi(world, repository)}/labels/${encodeURIComponent(name)}`,
    name,
    description: "",
    color: label?.color ?? "ededed",
    default: false,
  };
}

export function authorAssociation(world: World, repository: Repository, login: string): string {
  if (repository.owner === login) return "OWNER";
  const member = world.state.memberships.some(
    (one) => one.organization === repository.owner && one.user === login,
  );
  if (member) return "MEMBER";
  return repository.collaborators[login] ? "COLLABORATOR" : "NONE";
}

function endView(world: World, repository: Repository, ref: string, sha: string) {
  return {
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: accountView(world, accountOf(world, repository.owner)),
    repo: repositoryView(world, repository),
  };
}
