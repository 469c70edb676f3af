import type { Context } from "@/lib/context";
import { findOpenLoop } from "@/lib/db/loops";
import { saveHeadPusher, savePullRequest } from "@/lib/db/pull-requests";
import { findRefusal } from "@/lib/db/refusals";
import { filterReason } from "@/lib/domain/eligibility";
import type { RegreenEvent } from "@/lib/domain/events";
import { policyValues } from "@/lib/domain/policy";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { finishLoop } from "../finish-loop";
import { policyOf } from "../policy-of";
import { pullRequestEnd } from "../pull-request-end";
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
  const where = { organizationId: organization.id, repositoryId: repository.id, headSha: row.headSha };
  if (event.action === "synchronize" && event.pullRequest.headSha === row.headSha)
    await saveHeadPusher(ctx.db, { ...where, headRef: row.headRef }, event.sender.login);
  const loop = await findOpenLoop(ctx.db, organization.id, row.id);
  if (loop === null) return { kind: "handled", events: await lookAgain(ctx, event.action, where) };

  const policy = policyValues(await policyOf(ctx, organization.id, repository.id));
  const filtered = filterReason({ labels: event.pullRequest.labels, pathsMatch: true }, policy);
  const end =
    pullRequestEnd(row, loop.headSha) ??
    (filtered === null ? null : { outcome: "cancelled" as const, reason: filtered.reason });
  if (end === null) return { kind: "handled", events: [] };
  const key = { organizationId: organization.id, loopId: loop.id, fence: null };
  return { kind: "handled", events: await finishLoop(ctx, key, end) };
}

const actionsThatAdmit: ReadonlySet<string> = new Set(["labeled", "unlabeled", "reopened"]);
const refusalsByLabel = ["label_missing", "label_blocks", "pull_request_closed"];

/** A red commit that a label (or a closed pull request) kept from being repaired is judged anew when that changes. */
async function lookAgain(
  ctx: Context,
  action: string,
  where: { organizationId: string; repositoryId: string; headSha: string },
): Promise<RegreenEvent[]> {
  if (!actionsThatAdmit.has(action)) return [];
  const refused = await findRefusal(ctx.db, where, refusalsByLabel);
  if (refused === null) return [];
  const id = `suspected:${refused.trigger}:${action}-${ctx.now().getTime()}`;
  return [{ name: "failure/suspected", data: { ...where, trigger: refused.trigger }, id }];
}
