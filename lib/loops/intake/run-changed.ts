import type { Context } from "@/lib/context";
import { saveCiRun } from "@/lib/db/ci-runs";
import { isGreen, isRed } from "@/lib/domain/ci-conclusion";
import type { RegreenEvent } from "@/lib/domain/events";
import { repairBranchPrefix } from "@/lib/github/repair-branch";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { endIfGreen } from "./end-if-green";
import type { Handled } from "./handled";
import { completedId, runName, runRowOfDelivery } from "./run-facts";
import { tenantOf } from "./tenant";

/** A run of a workflow moved. A red end may be a failure to repair; any end may be what a validation waits for. */
export async function runChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "run_changed" }>,
): Promise<Handled> {
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  const run = await saveCiRun(ctx.db, organization.id, repository.id, runRowOfDelivery(event.run));
  if (run.status !== "completed") return { kind: "handled", events: [] };

  const where = { organizationId: organization.id, repositoryId: repository.id, headSha: run.headSha };
  const trigger = runName(run);
  const events: RegreenEvent[] = [{ name: "ci/run.completed", data: where, id: completedId(run) }];
  const ours = run.headBranch?.startsWith(repairBranchPrefix) ?? false;
  if (isRed(run.conclusion) && !ours)
    events.push({ name: "failure/suspected", data: { ...where, trigger }, id: `suspected:${trigger}` });
  if (isGreen(run.conclusion)) events.push(...(await endIfGreen(ctx, where)));
  return { kind: "handled", events };
}
