import type { Context } from "@/lib/context";
import { findOpenLoop } from "@/lib/db/loops";
import { savePullRequest } from "@/lib/db/pull-requests";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { finishLoop } from "../finish-loop";
import type { Handled } from "./handled";
import { pullRequestFacts } from "./pull-request-facts";
import { tenantOf } from "./tenant";

/** A pull request was opened, pushed to, closed or edited. A loop on an outdated commit stops at once. */
export async function pullRequestChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "pull_request_changed" }>,
): Promise<Handled> {
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  const row = await savePullRequest(
    ctx.db,
    organization.id,
    repository.id,
    pullRequestFacts(event.pullRequest),
  );
  const loop = await findOpenLoop(ctx.db, organization.id, row.id);
  if (loop === null) return { kind: "handled", events: [] };

  const end = endOf(row, loop.headSha);
  if (end === null) return { kind: "handled", events: [] };
  const key = { organizationId: organization.id, loopId: loop.id, fence: null };
  return { kind: "handled", events: await finishLoop(ctx, key, end) };
}

function endOf(
  pullRequest: { closedAt: Date | null; mergedAt: Date | null; headSha: string },
  loopHeadSha: string,
) {
  if (pullRequest.mergedAt !== null)
    return { outcome: "cancelled" as const, reason: "The pull request was merged." };
  if (pullRequest.closedAt !== null)
    return { outcome: "cancelled" as const, reason: "The pull request was closed." };
  if (pullRequest.headSha !== loopHeadSha)
    return {
      outcome: "superseded" as const,
      reason: `A newer commit was pushed: ${pullRequest.headSha.slice(0, 7)}.`,
    };
  return null;
}
