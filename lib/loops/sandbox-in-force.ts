import type { Context } from "@/lib/context";
import { countOrganizations } from "@/lib/db/organizations";

/**
 * The sandbox that agents may use now. A plain process has no wall between organizations, so with a second one it is no
 * longer taken in production, whoever chose it.
 */
export async function sandboxInForce(ctx: Context): Promise<Context["sandbox"]> {
  const { sandbox, settings } = ctx;
  if (!sandbox.found || sandbox.sandbox.isolates || !settings.production) return sandbox;
  const organizations = await countOrganizations(ctx.db);
  if (organizations <= 1) return sandbox;
  return {
    found: false,
    reason: `REGREEN_SANDBOX=process puts no wall between the ${organizations} organizations here. Install bubblewrap and take the setting out.`,
  };
}
