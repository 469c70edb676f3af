export type PermissionLevel = "read" | "write";

/** One permission of the GitHub App, and what it is for. Nothing is asked for that is not in this list. */
export interface NeededPermission {
  /** As GitHub's API calls it. */
  name: string;
  /** As GitHub's settings pages call it. */
  label: string;
  level: PermissionLevel;
  /** Without a required one no pull request can be repaired; without another only its features are missing. */
  required: boolean;
  /** What works with it, each with why it takes this permission. */
  features: readonly { feature: string; why: string }[];
  /** Webhook events that GitHub sends only to apps with this permission. */
  events: readonly string[];
}

/**
 * The permissions that the app is made with, that the setup page compares with what was granted, and that
 * docs/install-github.md lists. Not among them, on purpose: `workflows`, so that GitHub itself refuses a push that
 * changes CI, and `administration` and `secrets`.
 */
export const neededPermissions: readonly NeededPermission[] = [
  {
    name: "metadata",
    label: "Metadata",
    level: "read",
    required: true,
    features: [
      { feature: "Knowing the repositories", why: "lists them, their rules, and who may write to them" },
      { feature: "Following renames and transfers", why: "hears when a repository moves" },
    ],
    events: ["repository"],
  },
  {
    name: "actions",
    label: "Actions",
    level: "write",
    required: true,
    features: [
      { feature: "Detecting failures", why: "reads workflow runs, jobs, logs and artifacts" },
      {
        feature: "Rerunning flaky failures",
        why: "asks GitHub to run failed jobs again",
      },
      {
        feature: "Agents in Actions",
        why: "starts and cancels the one workflow that you added for agents; without such an agent never used",
      },
    ],
    events: ["workflow_run", "workflow_job"],
  },
  {
    name: "checks",
    label: "Checks",
    level: "write",
    required: true,
    features: [
      {
        feature: "Reading annotations",
        why: "the cheapest evidence of what failed, of other CI providers too",
      },
      {
        feature: "Showing progress",
        why: "writes its own check run with the buttons to retry, stop and take over",
      },
    ],
    events: ["check_run", "check_suite"],
  },
  {
    name: "contents",
    label: "Contents",
    level: "write",
    required: true,
    features: [
      { feature: "Repairing", why: "reads the failing commit, and pushes to repair branches and no others" },
      { feature: "Stepping aside", why: "hears when a person pushes to the branch" },
    ],
    events: ["push"],
  },
  {
    name: "pull_requests",
    label: "Pull requests",
    level: "write",
    required: true,
    features: [
      { feature: "Offering the repair", why: "opens a draft pull request and keeps one comment up to date" },
      { feature: "Ending in time", why: "hears when the pull request is closed, merged or updated" },
    ],
    events: ["pull_request"],
  },
  {
    name: "members",
    label: "Members (organization)",
    level: "read",
    required: true,
    features: [
      {
        feature: "Signing in",
        why: "asks whether a person belongs to the organization, and whether they own it",
      },
    ],
    events: [],
  },
  {
    name: "statuses",
    label: "Commit statuses",
    level: "read",
    required: false,
    features: [{ feature: "Seeing other CI", why: "CircleCI and others report by commit status" }],
    events: ["status"],
  },
  {
    name: "deployments",
    label: "Deployments",
    level: "read",
    required: false,
    features: [
      {
        feature: "Seeing failed deployments",
        why: "services that deploy the branch tell GitHub how it went, and where their log is",
      },
    ],
    events: ["deployment_status"],
  },
  {
    name: "merge_queues",
    label: "Merge queues",
    level: "read",
    required: false,
    features: [
      { feature: "Knowing merge queues", why: "tells a queue's run from one of the pull request itself" },
    ],
    events: ["merge_group"],
  },
];

/** In the form of GitHub's API: name → level. */
export type GrantedPermissions = Readonly<Record<string, string>>;

export function isGranted(granted: GrantedPermissions, { name, level }: NeededPermission): boolean {
  const given = granted[name];
  return given === "write" || given === "admin" || (level === "read" && given === "read");
}
