import type { Context } from "@/lib/context";
import { forgetGitHubApp } from "@/lib/db/github-app";
import { listActiveOrganizations, markAllOrganizationsRemoved } from "@/lib/db/organizations";
import type { RegreenEvent } from "@/lib/domain/events";
import { endOpenLoops } from "../end-open-loops";

/**
 * Deletes the keys of the app that was made in setup. Open loops end, because nothing could be pushed or asked any more;
 * everything else stays, and is there again when another app is installed on the same accounts. An app of the environment
 * is not ours to forget: false.
 */
export async function forgetApp(ctx: Context, byLogin: string): Promise<boolean> {
  const organizations = await listActiveOrganizations(ctx.db);
  const forgotten = await forgetGitHubApp(ctx.db);
  if (forgotten === null) return false;
  await markAllOrganizationsRemoved(ctx.db, ctx.now());
  const events: RegreenEvent[] = [];
  for (const { id } of organizations)
    events.push(
      ...(await endOpenLoops(ctx, { organizationId: id }, "The GitHub App was forgotten in setup.")),
    );
  if (events.length > 0) await ctx.send(events);
  ctx.log.warn(
    { appId: Number(forgotten.appId), slug: forgotten.slug, byLogin },
    "the GitHub App was forgotten",
  );
  return true;
}
