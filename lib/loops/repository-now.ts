import type { Context } from "@/lib/context";
import type { LoopRow } from "@/lib/db/loops";
import type { StoredRepository } from "@/lib/github/git-store";
import { getRepositoryByNumber } from "@/lib/github/installations";
import { recordRepository } from "./intake/tenant";
import { repositoryRef } from "./repository-ref";

/**
 * The loop's repository under the name that it has now, found by its number. A name may belong to another repository
 * by now; writing to that one is what this prevents. Null: it is gone, or not ours to see any more.
 */
export async function repositoryNow(ctx: Context, loop: LoopRow): Promise<StoredRepository | null> {
  const known = repositoryRef(loop.repository, loop.organization);
  const current = await getRepositoryByNumber(
    ctx.github,
    known.installationId,
    loop.repository.githubRepositoryId,
  );
  if (current === null || current.archived) return null;
  if (current.owner !== known.owner || current.name !== known.name)
    await recordRepository(ctx, loop.organizationId, current);
  return { ...known, owner: current.owner, name: current.name };
}
