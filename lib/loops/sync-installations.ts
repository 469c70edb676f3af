import type { Context } from "@/lib/context";
import { listActiveOrganizations, markOrganizationRemoved } from "@/lib/db/organizations";
import { listRepositories, markRepositoryRemoved } from "@/lib/db/repositories";
import { accessLost } from "@/lib/domain/access-lost";
import type { RegreenEvent } from "@/lib/domain/events";
import { listInstallationRepositories, listInstallations } from "@/lib/github/installations";
import { endOpenLoops } from "./end-open-loops";
import { recordInstallation, recordRepository } from "./intake/tenant";

/**
 * Compares installations and their repositories with GitHub, so that an installation whose delivery was lost, or that
 * is older than this server, is there too, and no loop stands still where the access is gone. Repositories are asked for
 * where none is known, and of everybody with `all`.
 */
export async function syncInstallations(ctx: Context, all: boolean): Promise<RegreenEvent[]> {
  const events: RegreenEvent[] = [];
  const installations = await listInstallations(ctx.github);
  for (const installation of installations) {
    const organization = await recordInstallation(ctx, installation);
    const organizationId = organization.id;
    if (installation.suspended) {
      events.push(...(await endOpenLoops(ctx, { organizationId }, accessLost.suspended)));
      continue;
    }
    const known = await listRepositories(ctx.db, organizationId);
    if (known.length > 0 && !all) continue;
    const shared = await listInstallationRepositories(ctx.github, organization.installationId);
    for (const repository of shared) await recordRepository(ctx, organizationId, repository);
    const sharedIds = new Set(shared.map((repository) => BigInt(repository.id)));
    for (const { id: repositoryId, githubRepositoryId } of known) {
      if (sharedIds.has(githubRepositoryId)) continue;
      await markRepositoryRemoved(ctx.db, organizationId, githubRepositoryId, ctx.now());
      events.push(...(await endOpenLoops(ctx, { organizationId, repositoryId }, accessLost.unshared)));
    }
  }
  const present = new Set(installations.map((installation) => BigInt(installation.id)));
  for (const { id: organizationId, installationId } of await listActiveOrganizations(ctx.db)) {
    if (present.has(installationId)) continue;
    await markOrganizationRemoved(ctx.db, installationId, ctx.now());
    events.push(...(await endOpenLoops(ctx, { organizationId }, accessLost.uninstalled)));
  }
  return events;
}
