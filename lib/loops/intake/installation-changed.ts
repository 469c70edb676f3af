import type { Context } from "@/lib/context";
import { listUnreportedEnds } from "@/lib/db/loops";
import { findOrganizationByInstallation, markOrganizationRemoved } from "@/lib/db/organizations";
import { findRepositoryByNumber, markRepositoryRemoved } from "@/lib/db/repositories";
import { accessLost } from "@/lib/domain/access-lost";
import type { RegreenEvent } from "@/lib/domain/events";
import { listInstallationRepositories } from "@/lib/github/installations";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { endOpenLoops } from "../end-open-loops";
import { takeUpAgain } from "../take-up-again";
import type { Handled } from "./handled";
import { recordInstallation, recordRepository } from "./tenant";

/** The app was installed, suspended, let in again or removed. */
export async function installationChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "installation_changed" }>,
): Promise<Handled> {
  if (event.action === "deleted") {
    const gone = await findOrganizationByInstallation(ctx.db, BigInt(event.installation.id));
    await markOrganizationRemoved(ctx.db, BigInt(event.installation.id), ctx.now());
    if (gone === null) return { kind: "handled", events: [] };
    const where = { organizationId: gone.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, accessLost.uninstalled) };
  }
  const organization = await recordInstallation(ctx, event.installation);
  if (event.installation.suspended) {
    const where = { organizationId: organization.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, accessLost.suspended) };
  }
  await recordRepositories(ctx, organization);
  return { kind: "handled", events: await takeUpAgainOf(ctx, organization.id) };
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
    if (row !== null) events.push(...(await endOpenLoops(ctx, where, accessLost.unshared)));
  }
  if (event.added.length > 0) {
    await recordRepositories(ctx, organization);
    events.push(...(await takeUpAgainOf(ctx, organization.id)));
  }
  return { kind: "handled", events };
}

const endsMax = 100;

async function takeUpAgainOf(ctx: Context, organizationId: string): Promise<RegreenEvent[]> {
  const ends = await listUnreportedEnds(ctx.db, ctx.now(), endsMax, { organizationId });
  return takeUpAgain(ctx, ends, `:again-${ctx.now().getTime()}`);
}

/** The delivery names repositories too briefly (no default branch), so they are asked for. */
async function recordRepositories(
  ctx: Context,
  organization: { id: string; installationId: bigint },
): Promise<void> {
  for (const repository of await listInstallationRepositories(ctx.github, organization.installationId))
    await recordRepository(ctx, organization.id, repository);
}
