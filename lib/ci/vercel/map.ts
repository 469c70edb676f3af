import type { CiJobFacts, CiRepository, CiRunFacts } from "../types";
import type { Deployment } from "./schemas";

export const providerId = "vercel";

const conclusions: Readonly<Record<string, string>> = {
  READY: "success",
  ERROR: "failure",
  CANCELED: "cancelled",
  DELETED: "cancelled",
};

export function deploymentId({ uid, id }: Deployment): string {
  return uid ?? id ?? "";
}

function standing(deployment: Deployment): { status: string; conclusion: string | null } {
  const state = deployment.readyState ?? deployment.state ?? "";
  if (["QUEUED", "INITIALIZING", "BLOCKED"].includes(state)) return { status: "queued", conclusion: null };
  if (["BUILDING", "ANALYZING", "DEPLOYING"].includes(state))
    return { status: "in_progress", conclusion: null };
  return { status: "completed", conclusion: conclusions[state] ?? state.toLowerCase() };
}

function time(milliseconds: number | null | undefined): string | null {
  return milliseconds === null || milliseconds === undefined ? null : new Date(milliseconds).toISOString();
}

function word(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}

export function commitOf({ meta }: Deployment): string | null {
  return word(meta?.githubCommitSha);
}

export function isOf({ owner, name }: CiRepository, { meta }: Deployment): boolean {
  const [org, repo] = [word(meta?.githubOrg) ?? word(meta?.githubCommitOrg), word(meta?.githubRepo)];
  return `${org}/${repo}`.toLowerCase() === `${owner}/${name}`.toLowerCase();
}

export function runFacts(deployment: Deployment): CiRunFacts {
  return {
    provider: providerId,
    externalId: deploymentId(deployment),
    runAttempt: 1,
    name: `Deployment of ${deployment.name}`,
    headSha: commitOf(deployment) ?? "",
    headBranch: word(deployment.meta?.githubCommitRef),
    event: deployment.target ?? "preview",
    ...standing(deployment),
    url: deployment.inspectorUrl ?? (deployment.url ? `https://${deployment.url}` : null),
    startedAt: time(deployment.buildingAt ?? deployment.createdAt ?? deployment.created),
    completedAt: time(deployment.ready),
  };
}

/** A deployment has one job: its build. */
export function jobFacts(deployment: Deployment): CiJobFacts {
  const { status, conclusion } = standing(deployment);
  return {
    externalId: deploymentId(deployment),
    name: "Build",
    status,
    conclusion,
    url: deployment.inspectorUrl ?? null,
    startedAt: time(deployment.buildingAt ?? deployment.createdAt ?? deployment.created),
    completedAt: time(deployment.ready),
    steps: [{ name: "Build", number: 1, status, conclusion }],
  };
}

/**
 * Vercel's statuses and checks link to `vercel.com/TEAM/PROJECT/ID`, its deployments on GitHub to what they deployed:
 * `PROJECT-HASH-TEAM.vercel.app`, or `PROJECT-git-BRANCH-TEAM.vercel.app`. Another project of the team, which the token may
 * not see, is a failure of its own. https://vercel.com/docs/deployments/generated-urls
 */
export function isOfSameProject(link: string, inspectorUrl: string | null): boolean {
  const [page, team = "", project = ""] =
    /^https:\/\/vercel\.com\/([^/]+)\/([^/]+)\//.exec(inspectorUrl ?? "") ?? [];
  if (page === undefined) return false;
  if (link.startsWith(page)) return true;
  const host = /^https:\/\/([^/]+)\.vercel\.app(?:\/|$)/.exec(link)?.[1] ?? "";
  if (!host.startsWith(`${project}-`) || !host.endsWith(`-${team}`)) return false;
  return /^(?:[a-z0-9]+|git-.+)$/.test(host.slice(project.length + 1, -team.length - 1));
}
