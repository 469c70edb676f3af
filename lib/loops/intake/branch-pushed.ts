import type { Context } from "@/lib/context";
import { listAttempts } from "@/lib/db/attempts";
import { findLoopByBranch } from "@/lib/db/loops";
import { saveHeadPusher } from "@/lib/db/pull-requests";
import { repairBranchPrefix } from "@/lib/github/repair-branch";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { finishLoop } from "../finish-loop";
import type { Handled } from "./handled";
import { tenantOf } from "./tenant";

/**
 * On the branch of a pull request a push tells who is behind its head now. A commit on a repair branch that is none of ours is
 * somebody taking over: the loop ends and never overwrites it.
 */
export async function branchPushed(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "branch_pushed" }>,
): Promise<Handled> {
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  if (!event.branch.startsWith(repairBranchPrefix)) {
    const head = { organizationId: organization.id, repositoryId: repository.id, headRef: event.branch };
    await saveHeadPusher(ctx.db, { ...head, headSha: event.after }, event.sender.login);
    return { kind: "handled", events: [] };
  }
  const loop = await findLoopByBranch(ctx.db, organization.id, repository.id, event.branch);
  if (loop === null || loop.state === "ended") return { kind: "handled", events: [] };

  const attempts = await listAttempts(ctx.db, organization.id, loop.id);
  const ours = attempts.some((attempt) => attempt.commitSha === event.after);
  if (ours) return { kind: "handled", events: [] };
  const reason = event.deleted
    ? "Somebody deleted the repair branch."
    : `Somebody else pushed to the repair branch: ${event.after.slice(0, 7)}.`;
  const key = { organizationId: organization.id, loopId: loop.id, fence: null };
  return { kind: "handled", events: await finishLoop(ctx, key, { outcome: "handed_over", reason }) };
}
