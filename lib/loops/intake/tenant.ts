import type { Context } from "@/lib/context";
import { findOrganizationByInstallation, saveOrganization } from "@/lib/db/organizations";
import { saveRepository } from "@/lib/db/repositories";
import type { InstallationDescription, RepositoryDescription } from "@/lib/github/webhooks/event";

/** The organization and repository of a delivery, written as GitHub describes them. Null: no such installation here. */
export async function tenantOf(ctx: Context, installationId: number, repository: RepositoryDescription) {
  const organization = await findOrganizationByInstallation(ctx.db, BigInt(installationId));
  if (organization === null || organization.removedAt !== null) return null;
  return { organization, repository: await recordRepository(ctx, organization.id, repository) };
}

export function recordRepository(ctx: Context, organizationId: string, repository: RepositoryDescription) {
  const { id, ...facts } = repository;
  return saveRepository(ctx.db, organizationId, { githubRepositoryId: BigInt(id), ...facts }, ctx.now());
}

export function recordInstallation(ctx: Context, installation: InstallationDescription) {
  const { id, account, suspended } = installation;
  return saveOrganization(
    ctx.db,
    {
      githubAccountId: BigInt(account.id),
      login: account.login,
      kind: account.kind,
      avatarUrl: account.avatarUrl,
      installationId: BigInt(id),
      suspended,
    },
    ctx.now(),
  );
}
