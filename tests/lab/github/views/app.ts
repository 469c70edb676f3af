import type { Account } from "../../state/accounts";
import type { Installation, Permissions } from "../../state/app";
import type { CheckApp } from "../../state/checks";
import { accountOf, registeredApp, takeId } from "../../state/lookup";
import type { World } from "../../world";
import { nodeId } from "../node-id";
import { accountView } from "./account";
import { api } from "./urls";

/** What the app that the options describe asks for on every installation. */
export const appPermissions: Permissions = {
  metadata: "read",
  actions: "write",
  checks: "write",
  statuses: "read",
  deployments: "read",
  contents: "write",
  pull_requests: "write",
  issues: "write",
  members: "read",
  merge_queues: "read",
};

export const appEvents = [
  "check_run",
  "check_suite",
  "deployment_status",
  "issue_comment",
  "merge_group",
  "pull_request",
  "push",
  "repository",
  "status",
  "workflow_job",
  "workflow_run",
];

const appCreatedAt = "2025-01-06T09:00:00Z";

/** GitHub's `integration`: the app that made a check, a comment or an installation. */
export function appView(world: World, app: CheckApp) {
  const { id, clientId, slug, name, owner, permissions, events, description } =
    app === "app" ? { ...registeredApp(world), description: "The GitHub App under test" } : foreignApps[app];
  return {
    id,
    client_id: clientId,
    slug,
    node_id: nodeId("App", id),
    owner: accountView(world, owner === null ? labAccount(world) : accountOf(world, owner)),
    name,
    description,
    external_url: world.baseUrl,
    html_url: `${world.baseUrl}/apps/${slug}`,
    created_at: appCreatedAt,
    updated_at: appCreatedAt,
    permissions,
    events,
  };
}

const foreignApps = {
  "github-actions": {
    id: 15_368,
    clientId: "Iv1.lab-actions",
    slug: "github-actions",
    name: "GitHub Actions",
    owner: null,
    description: "Automate your workflow from idea to production",
    permissions: { actions: "write", checks: "write", contents: "write", metadata: "read" },
    events: ["workflow_run"],
  },
  other: {
    id: 77_001,
    clientId: "Iv1.lab-quality-gate",
    slug: "quality-gate",
    name: "Quality Gate",
    owner: null,
    description: "Another service's checks",
    permissions: { checks: "write", metadata: "read" },
    events: ["check_run"],
  },
} as const;

/** The account that registered the world's own apps: made on first sight, like GitHub's own "github" organization. */
function labAccount(world: World): Account {
  const known = world.state.accounts.find((account) => account.login === "lab");
  if (known) return known;
  const account: Account = {
    id: takeId(world),
    login: "lab",
    type: "Organization",
    name: "Lab",
    email: "lab@lab.test",
    createdAt: appCreatedAt,
  };
  world.state.accounts.push(account);
  return account;
}

export function installationView(world: World, installation: Installation) {
  const account = accountOf(world, installation.account);
  const app = registeredApp(world);
  return {
    id: installation.id,
    client_id: app.clientId,
    account: accountView(world, account),
    repository_selection: installation.repositoryIds ? "selected" : "all",
    access_tokens_url: api(world, `/app/installations/${installation.id}/access_tokens`),
    repositories_url: api(world, "/installation/repositories"),
    html_url: `${world.baseUrl}/organizations/${installation.account}/settings/installations/${installation.id}`,
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.type,
    permissions: installation.permissions,
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    has_multiple_single_files: false,
    single_file_paths: [],
    suspended_by: null,
    suspended_at: installation.suspendedAt,
  };
}
