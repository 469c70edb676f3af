import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import { markRepositoryRemoved } from "@/lib/db/repositories";
import { accessLost } from "@/lib/domain/access-lost";
import type { StoredRepository } from "@/lib/github/client";
import { getRepositoryByNumber } from "@/lib/github/installations";
import { recordRepository } from "./intake/tenant";
import { repositoryRef } from "./repository-ref";

/** `gone`: there is nothing that the app may still work in, and why in words. */
export type RepositoryNow = { gone: false; repository: StoredRepository } | { gone: true; reason: string };

/**
 * The loop's repository under the name that it has now, found by its number. A name may belong to another repository
 * by now; writing to that one is what this prevents. A public repository is seen also after it was transferred to an owner
 * without the app, so the owner's number is compared too.
 */
export async function repositoryNow(ctx: Context, loop: LoopRow): Promise<RepositoryNow> {
  const known = repositoryRef(loop.repository, loop.organization);
  const number = loop.repository.githubRepositoryId;
  const found = await getRepositoryByNumber(ctx.github, known.installationId, number);
  if (found === null) return { gone: true, reason: accessLost.unshared };
  const { ownerId, ...current } = found;
  if (BigInt(ownerId) !== loop.organization.githubAccountId) {
    await markRepositoryRemoved(ctx.db, loop.organizationId, number, ctx.now());
    return { gone: true, reason: accessLost.transferred };
  }
  if (current.archived) return { gone: true, reason: accessLost.archived };
  if (current.owner !== known.owner || current.name !== known.name)
    await recordRepository(ctx, loop.organizationId, current);
  return { gone: false, repository: { ...known, owner: current.owner, name: current.name } };
}
