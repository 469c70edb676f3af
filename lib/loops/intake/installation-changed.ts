import type { Context } from "@/lib/context";
import { findOrganizationByInstallation, markOrganizationRemoved } from "@/lib/db/organizations";
import { findRepositoryByNumber, markRepositoryRemoved } from "@/lib/db/repositories";
import type { RegreenEvent } from "@/lib/domain/events";
import { listInstallationRepositories } from "@/lib/github/installations";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { endOpenLoops } from "../end-open-loops";
import type { Handled } from "./handled";
import { recordInstallation, recordRepository } from "./tenant";

/** The app was installed, suspended or removed. */
export async function installationChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "installation_changed" }>,
): Promise<Handled> {
  if (event.action === "deleted") {
    const gone = await findOrganizationByInstallation(ctx.db, BigInt(event.installation.id));
    await markOrganizationRemoved(ctx.db, BigInt(event.installation.id), ctx.now());
    if (gone === null) return { kind: "handled", events: [] };
    const where = { organizationId: gone.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, "The app was uninstalled.") };
  }
  const organization = await recordInstallation(ctx, event.installation);
  if (event.installation.suspended) {
    const where = { organizationId: organization.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, "The app was suspended.") };
  }
  await recordRepositories(ctx, organization);
  return { kind: "handled", events: [] };
}

/** Repositories were shared with the app or taken from it. */
export async function installationRepositoriesChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "installation_repositories_changed" }>,
): Promise<Handled> {
  const organization = await recordInstallation(ctx, event.installation);
  const events: RegreenEvent[] = [];
  for (const removed of event.removed) {
    await markRepositoryRemoved(ctx.db, organization.id, BigInt(removed.id), ctx.now());
    const row = await findRepositoryByNumber(ctx.db, organization.id, BigInt(removed.id));
    const where = { organizationId: organization.id, repositoryId: row?.id ?? "" };
    if (row !== null)
      events.push(...(await endOpenLoops(ctx, where, "The repository is no longer shared with the app.")));
  }
  if (event.added.length > 0) await recordRepositories(ctx, organization);
  return { kind: "handled", events };
}

/** The delivery names repositories too briefly (no default branch), so they are asked for. */
async function recordRepositories(
  ctx: Context,
  organization: { id: string; installationId: bigint },
): Promise<void> {
  for (const repository of await listInstallationRepositories(ctx.github, organization.installationId))
    await recordRepository(ctx, organization.id, repository);
}
