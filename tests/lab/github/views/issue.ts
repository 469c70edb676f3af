import { accountOf, findPullRequest, repositoryById } from "../../state/lookup";
import type { IssueComment, PullRequest } from "../../state/pull-requests";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { appView } from "./app";
import { authorAssociation, labelView } from "./pull-request";
import { repositoryApi, repositoryWeb } from "./urls";

export function commentView(world: World, comment: IssueComment) {
  const repository = repositoryById(world, comment.repositoryId);
  const api = repositoryApi(world, repository);
  const url = `${api}/issues/comments/${comment.id}`;
  const kind = findPullRequest(world, repository.id, comment.issueNumber) ? "pull" : "issues";
  return {
    url,
    html_url: `${repositoryWeb(world, repository)}/${kind}/${comment.issueNumber}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issueNumber}`,
    id: comment.id,
    node_id: nodeId("IssueComment", comment.id),
    user: accountView(world, accountOf(world, comment.author)),
    created_at: comment.createdAt,
    updated_at: comment.updatedAt,
    author_association: authorAssociation(world, repository, comment.author),
    body: comment.body,
    reactions: reactionsView(url),
    performed_via_github_app: comment.viaApp ? appView(world, "app") : null,
  };
}

/** A pull request seen as the issue it also is. */
export function issueView(world: World, pull: PullRequest) {
  const repository = repositoryById(world, pull.repositoryId);
  const api = repositoryApi(world, repository);
  const web = repositoryWeb(world, repository);
  const url = `${api}/issues/${pull.number}`;
  return {
    url,
    repository_url: api,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `${web}/pull/${pull.number}`,
    id: pull.id,
    node_id: nodeId("PullRequest", pull.id),
    number: pull.number,
    title: pull.title,
    user: accountView(world, accountOf(world, pull.author)),
    labels: pull.labels.map((name) => labelView(world, repository, name)),
    state: pull.state,
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: world.state.issueComments.filter(
      (comment) => comment.repositoryId === repository.id && comment.issueNumber === pull.number,
    ).length,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.closedAt,
    author_association: authorAssociation(world, repository, pull.author),
    active_lock_reason: null,
    draft: pull.draft,
    pull_request: {
      url: `${api}/pulls/${pull.number}`,
      html_url: `${web}/pull/${pull.number}`,
      diff_url: `${web}/pull/${pull.number}.diff`,
      patch_url: `${web}/pull/${pull.number}.patch`,
      merged_at: pull.mergedAt,
    },
    body: pull.body || null,
    reactions: reactionsView(url),
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  };
}

function reactionsView(url: string) {
  return {
    url: `${url}/reactions`,
    total_count: 0,
    "+1": 0,
    "-1": 0,
    laugh: 0,
    hooray: 0,
    confused: 0,
    heart: 0,
    rocket: 0,
    eyes: 0,
  };
}
