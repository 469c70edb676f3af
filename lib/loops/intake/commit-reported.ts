import type { Context } from "@/lib/context";
import { isCommitOfAttempt } from "@/lib/db/attempts";
import { isGreen, isRed } from "@/lib/domain/ci-conclusion";
import { deploymentConclusion, isByActions } from "@/lib/domain/deployment";
import type { RegreenEvent } from "@/lib/domain/events";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { endIfGreen } from "./end-if-green";
import type { Handled } from "./handled";
import { tenantOf } from "./tenant";

/** Jobs of GitHub Actions are check runs too; their workflow run tells of them. */
const actionsAppSlug = "github-actions";

/** Another service's check moved. What it says is a hint: the commit is asked for before anything is decided. */
export async function checkChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "check_changed" }>,
): Promise<Handled> {
  const { check } = event;
  if (check.appId === (await ctx.github.appId()))
    return { kind: "ignored", reason: "A check run of Regreen's own." };
  if (check.appSlug === actionsAppSlug)
    return { kind: "ignored", reason: "A job of GitHub Actions: its workflow run tells of it." };
  if (check.status !== "completed") return { kind: "handled", events: [] };
  return commitReported(ctx, event, {
    headSha: check.headSha,
    conclusion: check.conclusion,
    name: `check-${check.id}-${check.completedAt ?? ""}`,
  });
}

/** A commit status was reported, the older way by which services tell how a commit did. */
export async function statusReported(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "status_reported" }>,
): Promise<Handled> {
  const { status } = event;
  if (status.state === "pending") return { kind: "handled", events: [] };
  return commitReported(ctx, event, {
    headSha: status.headSha,
    conclusion: status.state === "success" ? "success" : "failure",
    name: `status-${status.id}`,
  });
}

/** A deployment ended, by whichever service; what it is called and says is read from GitHub with the commit. */
export async function deploymentReported(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "deployment_reported" }>,
): Promise<Handled> {
  const { deployment } = event;
  if (isByActions(deployment))
    return { kind: "ignored", reason: "A deployment by GitHub Actions: its workflow run tells of it." };
  const conclusion = deploymentConclusion(deployment.state);
  if (conclusion === null) return { kind: "handled", events: [] };
  return commitReported(ctx, event, {
    headSha: deployment.headSha,
    conclusion,
    name: `deployment-${deployment.statusId}`,
  });
}

async function commitReported(
  ctx: Context,
  event: { installationId: number; repository: Parameters<typeof tenantOf>[2] },
  report: { headSha: string; conclusion: string | null; name: string },
): Promise<Handled> {
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const where = {
    organizationId: tenant.organization.id,
    repositoryId: tenant.repository.id,
    headSha: report.headSha,
  };
  const events: RegreenEvent[] = [{ name: "ci/run.completed", data: where, id: `completed:${report.name}` }];
  const ours = await isCommitOfAttempt(ctx.db, where.organizationId, report.headSha);
  if (isRed(report.conclusion) && !ours)
    events.push({
      name: "failure/suspected",
      data: { ...where, trigger: report.name },
      id: `suspected:${report.name}`,
    });
  if (isGreen(report.conclusion)) events.push(...(await endIfGreen(ctx, where, { ask: true })));
  return { kind: "handled", events };
}
