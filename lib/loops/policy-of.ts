import type { Context } from "@/lib/context";
import { readSettings } from "@/lib/db/settings";
import { type EffectivePolicy, effectivePolicy } from "@/lib/domain/policy";

/** The settings in force for a repository, each with the level it comes from. */
export async function policyOf(
  ctx: Context,
  organizationId: string,
  repositoryId: string,
): Promise<EffectivePolicy> {
  const { organization, repository } = await readSettings(ctx.db, organizationId, repositoryId);
  return effectivePolicy(organization, repository, ctx.settings.policy);
}
