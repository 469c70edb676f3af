import type { Context } from "@/lib/context";
import { renameOrganization } from "@/lib/db/organizations";
import { markRepositoryRemoved, removeRepositoryElsewhere } from "@/lib/db/repositories";
import { endSessionsOf } from "@/lib/db/users";
import { accessLost } from "@/lib/domain/access-lost";
import type { GitHubEvent } from "@/lib/github/webhooks/event";
import { endOpenLoops } from "../end-open-loops";
import type { Handled } from "./handled";
import { tenantOf } from "./tenant";

/**
 * A repository was renamed, transferred, archived or deleted. Its number stays, so a renamed one goes on as itself; one
 * that moved to another owner begins anew there, and nothing more is done to it here.
 */
export async function repositoryChanged(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "repository_changed" }>,
): Promise<Handled> {
  const tenant = await tenantOf(ctx, event.installationId, event.repository);
  if (tenant === null) return { kind: "ignored", reason: "No organization here has this installation." };
  const { organization, repository } = tenant;
  const githubId = BigInt(event.repository.id);
  for (const left of await removeRepositoryElsewhere(ctx.db, organization.id, githubId, ctx.now()))
    await endOpenLoops(
      ctx,
      { organizationId: left.organizationId, repositoryId: left.id },
      accessLost.transferred,
    );
  if (event.action === "deleted") {
    await markRepositoryRemoved(ctx.db, organization.id, githubId, ctx.now());
    const where = { organizationId: organization.id, repositoryId: repository.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, "The repository was deleted.") };
  }
  if (event.action === "archived") {
    const where = { organizationId: organization.id, repositoryId: repository.id };
    return { kind: "handled", events: await endOpenLoops(ctx, where, accessLost.archived) };
  }
  return { kind: "handled", events: [] };
}

/** The organization has another name; addresses of our pages follow it. */
export async function accountRenamed(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "account_renamed" }>,
): Promise<Handled> {
  if (event.login === "") return { kind: "ignored", reason: "The new name is missing." };
  await renameOrganization(ctx.db, BigInt(event.accountId), event.login);
  return { kind: "handled", events: [] };
}

/** A person took back what they allowed the app at sign-in: they are signed out everywhere. */
export async function authorizationRevoked(
  ctx: Context,
  event: Extract<GitHubEvent, { kind: "authorization_revoked" }>,
): Promise<Handled> {
  await endSessionsOf(ctx.db, BigInt(event.githubUserId));
  return { kind: "handled", events: [] };
}
