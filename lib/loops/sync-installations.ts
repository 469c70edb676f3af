import type { Context } from "@/lib/context";
import { listActiveOrganizations, markOrganizationRemoved } from "@/lib/db/organizations";
import { listRepositories, markRepositoryRemoved } from "@/lib/db/repositories";
import { listInstallationRepositories, listInstallations } from "@/lib/github/installations";
import { recordInstallation, recordRepository } from "./intake/tenant";

/**
 * Compares installations and their repositories with GitHub, so that an installation whose delivery was lost, or that
 * is older than this server, is there too. Repositories are asked for where none is known, and of everybody with `all`.
 */
export async function syncInstallations(ctx: Context, all: boolean): Promise<void> {
  const installations = await listInstallations(ctx.github);
  for (const installation of installations) {
    const organization = await recordInstallation(ctx, installation);
    if (installation.suspended) continue;
    const known = await listRepositories(ctx.db, organization.id);
    if (known.length > 0 && !all) continue;
    const shared = await listInstallationRepositories(ctx.github, organization.installationId);
    for (const repository of shared) await recordRepository(ctx, organization.id, repository);
    const sharedIds = new Set(shared.map((repository) => BigInt(repository.id)));
    for (const repository of known)
      if (!sharedIds.has(repository.githubRepositoryId))
        await markRepositoryRemoved(ctx.db, organization.id, repository.githubRepositoryId, ctx.now());
  }
  const present = new Set(installations.map((installation) => BigInt(installation.id)));
  for (const organization of await listActiveOrganizations(ctx.db))
    if (!present.has(organization.installationId))
      await markOrganizationRemoved(ctx.db, organization.installationId, ctx.now());
}
