import type { Context } from "@/lib/context";
import { markOrganizationRemoved } from "@/lib/db/organizations";
import { markRepositoryRemoved } from "@/lib/db/repositories";
import { listInstallationRepositories } from "@/lib/github/installations";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import type { Handled } from "./handled";
import { recordInstallation, recordRepository } from "./tenant";

/** The app was installed, suspended or removed. */
export async function installationChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "installation_changed" }>,
): Promise<Handled> {
  if (event.action === "deleted") {
    await markOrganizationRemoved(ctx.db, BigInt(event.installation.id), ctx.now());
    return { kind: "handled", events: [] };
  }
  const organization = await recordInstallation(ctx, event.installation);
  if (!event.installation.suspended) await recordRepositories(ctx, organization);
  return { kind: "handled", events: [] };
}

/** Repositories were shared with the app or taken from it. */
export async function installationRepositoriesChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "installation_repositories_changed" }>,
): Promise<Handled> {
  const organization = await recordInstallation(ctx, event.installation);
  for (const removed of event.removed)
    await markRepositoryRemoved(ctx.db, organization.id, BigInt(removed.id), ctx.now());
  if (event.added.length > 0) await recordRepositories(ctx, organization);
  return { kind: "handled", events: [] };
}

/** The delivery names repositories too briefly (no default branch), so they are asked for. */
async function recordRepositories(
  ctx: Context,
  organization: { id: string; installationId: bigint },
): Promise<void> {
  for (const repository of await listInstallationRepositories(ctx.github, organization.installationId))
    await recordRepository(ctx, organization.id, repository);
}
