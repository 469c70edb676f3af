import { accountOf } from "../../state/lookup";
import type { Repository } from "../../state/repositories";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { repositoryApi, repositoryWeb } from "./urls";

const resourceUrls = {
  archive_url: "/{archive_format}{/ref}",
  assignees_url: "/assignees{/user}",
  blobs_url: "/git/blobs{/sha}",
  branches_url: "/branches{/branch}",
  collaborators_url: "/collaborators{/collaborator}",
  comments_url: "/comments{/number}",
  commits_url: "/commits{/sha}",
  compare_url: "/compare/{base}...{head}",
  contents_url: "/contents/{+path}",
  contributors_url: "/contributors",
  deployments_url: "/deployments",
  downloads_url: "/downloads",
  events_url: "/events",
  forks_url: "/forks",
  git_commits_url: "/git/commits{/sha}",
  git_refs_url: "/git/refs{/sha}",
  git_tags_url: "/git/tags{/sha}",
  hooks_url: "/hooks",
  issue_comment_url: "/issues/comments{/number}",
  issue_events_url: "/issues/events{/number}",
  issues_url: "/issues{/number}",
  keys_url: "/keys{/key_id}",
  labels_url: "/labels{/name}",
  languages_url: "/languages",
  merges_url: "/merges",
  milestones_url: "/milestones{/number}",
  notifications_url: "/notifications{?since,all,participating}",
  pulls_url: "/pulls{/number}",
  releases_url: "/releases{/id}",
  stargazers_url: "/stargazers",
  statuses_url: "/statuses/{sha}",
  subscribers_url: "/subscribers",
  subscription_url: "/subscription",
  tags_url: "/tags",
  teams_url: "/teams",
  trees_url: "/git/trees{/sha}",
} as const;

/** GitHub's `minimal-repository`, as runs and check suites carry it. */
export function minimalRepositoryView(world: World, repository: Repository) {
  const url = repositoryApi(world, repository);
  const resources = Object.fromEntries(
    Object.entries(resourceUrls).map(([key, suffix]) => [key, `${url}${suffix}`]),
  );
  return {
    id: repository.id,
    node_id: nodeId("Repository", repository.id),
    name: repository.name,
    full_name: `${repository.owner}/${repository.name}`,
    private: repository.private,
    owner: accountView(world, accountOf(world, repository.owner)),
    html_url: repositoryWeb(world, repository),
    description: repository.description,
    fork: repository.parentId !== null,
    url,
    ...resources,
  };
}

/** Serves as `full-repository`, `repository` and `repository-webhooks`, which differ in what they leave out. */
export function repositoryView(world: World, repository: Repository) {
  const web = repositoryWeb(world, repository);
  const openIssues = world.state.pullRequests.filter(
    (pull) => pull.repositoryId === repository.id && pull.state === "open",
  ).length;
  const forks = world.state.repositories.filter((one) => one.parentId === repository.id).length;
  return {
    ...minimalRepositoryView(world, repository),
    created_at: repository.createdAt,
    updated_at: repository.pushedAt,
    pushed_at: repository.pushedAt,
    git_url: `${web.replace(/^https?:/, "git:")}.git`,
    ssh_url: `git@${new URL(world.baseUrl).hostname}:${repository.owner}/${repository.name}.git`,
    clone_url: `${web}.git`,
    svn_url: web,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: forks,
    mirror_url: null,
    archived: repository.archived,
    disabled: false,
    open_issues_count: openIssues,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? "private" : "public",
    forks,
    open_issues: openIssues,
    watchers: 0,
    default_branch: repository.defaultBranch,
    network_count: forks,
    subscribers_count: 0,
  };
}

/** What the holder of a user token may do, as `permissions` of a repository. */
export function permissionsView(role: string | null) {
  const order = ["read", "triage", "write", "maintain", "admin"];
  const level = role ? order.indexOf(role) : -1;
  return { admin: level >= 4, maintain: level >= 3, push: level >= 2, triage: level >= 1, pull: level >= 0 };
}
