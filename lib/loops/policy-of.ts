import type { Context } from "@/lib/context";
import { organizationById } from "@/lib/db/organizations";
import { repositoryById } from "@/lib/db/repositories";
import { type EffectivePolicy, effectivePolicy, PolicySettings } from "@/lib/domain/policy";

/** The settings in force for a repository, each with the level it comes from. */
export async function policyOf(
  ctx: Context,
  organizationId: string,
  repositoryId: string,
): Promise<EffectivePolicy> {
  const [organization, repository] = await Promise.all([
    organizationById(ctx.db, organizationId),
    repositoryById(ctx.db, organizationId, repositoryId),
  ]);
  return effectivePolicy(
    readSettings(organization.settings),
    readSettings(repository.settings),
    ctx.settings.policy,
  );
}

/** Stored settings of one level; a row that no longer fits counts as unset, field by field, never as a crash. */
export function readSettings(row: object | null): PolicySettings | null {
  if (row === null) return null;
  const known = Object.fromEntries(Object.entries(row).filter(([key]) => key in PolicySettings.shape));
  const whole = PolicySettings.safeParse(known);
  if (whole.success) return whole.data;
  const sound = Object.entries(known).filter(
    ([key, value]) => PolicySettings.safeParse({ [key]: value }).success,
  );
  return PolicySettings.parse(Object.fromEntries(sound));
}
