import type { Context } from "@/lib/context";
import { organizationById } from "@/lib/db/organizations";
import { repositoryById } from "@/lib/db/repositories";
import { hasAccess } from "./has-access";
import { policyOf } from "./policy-of";
import { refreshCommit } from "./refresh-commit";
import { repositoryRef } from "./repository-ref";

export interface SuspectedFailure {
  organizationId: string;
  repositoryId: string;
  headSha: string;
  trigger: string;
}

/** Seconds to wait before a red commit is looked at, so that all its runs become one failure. */
export async function settleSecondsOf(ctx: Context, failure: SuspectedFailure): Promise<number> {
  const policy = await policyOf(ctx, failure.organizationId, failure.repositoryId);
  return policy.settleSeconds.value;
}

/** Whether anything of a commit is still running. */
export async function lookAtCommit(
  ctx: Context,
  failure: SuspectedFailure,
): Promise<{ pending: number; red: number }> {
  const [organization, repository] = await Promise.all([
    organizationById(ctx.db, failure.organizationId),
    repositoryById(ctx.db, failure.organizationId, failure.repositoryId),
  ]);
  // Nothing can be asked then; opening the loop says so.
  if (!hasAccess({ organization, repository })) return { pending: 0, red: 0 };
  const { pending, red } = await refreshCommit(ctx, failure, repositoryRef(repository, organization));
  return { pending: pending.length, red: red.length };
}
