import { assertNever } from "@/lib/assert";
import { circleCiProviders } from "@/lib/ci/circleci/connection";
import type { Context } from "@/lib/context";
import { deliveryById, settleDelivery } from "@/lib/db/deliveries";
import { findOrganizationByInstallation } from "@/lib/db/organizations";
import { saveRefusal } from "@/lib/db/refusals";
import type { RegreenEvent } from "@/lib/domain/events";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { translateDelivery } from "@/lib/github/webhooks/translate";
import { branchPushed } from "./intake/branch-pushed";
import { checkRequested, suiteChanged } from "./intake/check-requested";
import { circleCiReported } from "./intake/circleci-reported";
import { checkChanged, deploymentReported, statusReported } from "./intake/commit-reported";
import type { Handled } from "./intake/handled";
import { installationChanged, installationRepositoriesChanged } from "./intake/installation-changed";
import { pullRequestChanged } from "./intake/pull-request-changed";
import { accountRenamed, authorizationRevoked, repositoryChanged } from "./intake/repository-changed";
import { runChanged } from "./intake/run-changed";

/**
 * Does what a stored delivery asks for and answers what happened because of it. Doing it twice changes nothing, so a
 * delivery counts as handled only afterwards.
 */
export async function handleDelivery(ctx: Context, deliveryId: string): Promise<RegreenEvent[]> {
  const delivery = await deliveryById(ctx.db, deliveryId);
  if (delivery === null) return [];
  const handled = await reactTo(ctx, delivery);
  if (handled.kind === "ignored") {
    await settleDelivery(ctx.db, deliveryId, "ignored", handled.reason, ctx.now());
    return [];
  }
  await settleDelivery(ctx.db, deliveryId, "handled", null, ctx.now());
  return handled.events;
}

/**
 * A delivery that could not be handled, again and again, is set aside and said where people look for why nothing is done;
 * left in the row it would be tried for ever, before all others. What it told of is found by asking, as for a lost one.
 */
export async function giveUpDelivery(ctx: Context, deliveryId: string): Promise<void> {
  const delivery = await deliveryById(ctx.db, deliveryId);
  if (delivery?.outcome !== "accepted") return;
  const reason = `A webhook from ${delivery.provider} (${delivery.event}) could not be handled; the server's log has the error. CI and pull requests are asked for every few minutes instead.`;
  await settleDelivery(ctx.db, deliveryId, "failed", reason, ctx.now());
  if (delivery.installationId === null) return;
  const organization = await findOrganizationByInstallation(ctx.db, delivery.installationId);
  if (organization === null) return;
  await saveRefusal(ctx.db, {
    organizationId: organization.id,
    repositoryId: null,
    pullRequestId: null,
    headSha: "",
    trigger: `delivery:${deliveryId}`,
    code: "delivery_failed",
    reason,
  });
}

function reactTo(
  ctx: Context,
  { provider, event, payload }: { provider: string; event: string; payload: unknown },
): Promise<Handled> {
  if (provider === circleCiProviders.reading) return circleCiReported(ctx, payload);
  return react(ctx, translateDelivery(event, payload));
}

async function react(ctx: Context, event: GitHubEvent): Promise<Handled> {
  switch (event.kind) {
    case "run_changed":
      return runChanged(ctx, event);
    case "pull_request_changed":
      return pullRequestChanged(ctx, event);
    case "branch_pushed":
      return branchPushed(ctx, event);
    case "installation_changed":
      return installationChanged(ctx, event);
    case "installation_repositories_changed":
      return installationRepositoriesChanged(ctx, event);
    case "check_changed":
      return checkChanged(ctx, event);
    case "check_requested":
      return checkRequested(ctx, event);
    case "suite_changed":
      return suiteChanged(ctx, event);
    case "status_reported":
      return statusReported(ctx, event);
    case "deployment_reported":
      return deploymentReported(ctx, event);
    case "job_changed":
      return { kind: "ignored", reason: "A job is read with its run, when that has ended." };
    case "merge_queue_changed":
      return {
        kind: "ignored",
        reason:
          "A merge queue tests a branch of its own, where nothing is ever pushed. The pull request is repaired when its own commit is red.",
      };
    case "repository_changed":
      return repositoryChanged(ctx, event);
    case "account_renamed":
      return accountRenamed(ctx, event);
    case "authorization_revoked":
      return authorizationRevoked(ctx, event);
    case "ignored":
      return { kind: "ignored", reason: event.reason };
    case "malformed":
      return { kind: "ignored", reason: `The payload is not in GitHub's form: ${event.reason}` };
    default:
      return assertNever(event, "GitHub event");
  }
}
