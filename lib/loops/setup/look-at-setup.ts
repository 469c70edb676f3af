import type { Context } from "@/lib/context";
import { hasDelivery } from "@/lib/db/deliveries";
import { findGitHubApp } from "@/lib/db/github-app";
import { findOrganizationByInstallation } from "@/lib/db/organizations";
import { sampleRepositories } from "@/lib/db/repositories";
import type { ListedInstallation, SetupFacts } from "@/lib/domain/setup/facts";
import { hookPath } from "@/lib/domain/setup/manifest";
import { hookAddress, listNewestDeliveries } from "@/lib/github/app-hook";
import { askWhoTheAppIs, listGrantedInstallations } from "@/lib/github/app-identity";
import { SecretRefusedError } from "@/lib/vault/types";
import { syncInstallations } from "../sync-installations";

const deliveriesMax = 100;
const repositoriesNamedMax = 3;

/**
 * What stands of the setup, asked of GitHub and of our own rows now. An installation that GitHub has and we do not is
 * taken in on the way: without a hook nobody else would tell.
 *
 * @param organizationIds whose installations and repositories may be told; null for all
 */
export async function lookAtSetup(
  ctx: Context,
  organizationIds: readonly string[] | null = null,
): Promise<SetupFacts> {
  const standing = await lookAtApp(ctx);
  const facts: SetupFacts = {
    githubUrl: ctx.github.webUrl,
    ownHookUrl: `${ctx.settings.publicUrl}${hookPath}`,
    hookUrl: null,
    deliveries: [],
    installations: [],
    received: await hasDelivery(ctx.db, "github"),
    repositories: { names: [], count: 0 },
    ...standing,
  };
  if (standing.key?.kind !== "accepted") return facts;
  const [hookUrl, listed] = await Promise.all([
    hookAddress(ctx.github),
    listGrantedInstallations(ctx.github),
  ]);
  const deliveries = hookUrl === null ? [] : await listNewestDeliveries(ctx.github, deliveriesMax);
  await takeInUnknown(ctx, listed);
  const installations: ListedInstallation[] = [];
  for (const installation of listed) {
    const organization = await findOrganizationByInstallation(ctx.db, BigInt(installation.id));
    if (organizationIds === null || organizationIds.includes(organization?.id ?? ""))
      installations.push(installation);
  }
  const repositories = await sampleRepositories(ctx.db, organizationIds, repositoriesNamedMax);
  return { ...facts, hookUrl, installations, deliveries, repositories };
}

async function lookAtApp(ctx: Context): Promise<Pick<SetupFacts, "app" | "key">> {
  try {
    const app = await ctx.appInForce();
    if (app === null) return { app: null, key: null };
    return { app: { from: app.from, appId: app.appId }, key: await askWhoTheAppIs(ctx.github) };
  } catch (error) {
    if (!(error instanceof SecretRefusedError)) throw error;
    const row = await findGitHubApp(ctx.db);
    return {
      app: { from: "setup", appId: Number(row?.appId ?? 0) },
      key: { kind: "unreadable", message: error.message },
    };
  }
}

async function takeInUnknown(ctx: Context, installations: readonly ListedInstallation[]): Promise<void> {
  for (const { id } of installations) {
    const organization = await findOrganizationByInstallation(ctx.db, BigInt(id));
    if (organization !== null && organization.removedAt === null) continue;
    await ctx.send(await syncInstallations(ctx, false));
    return;
  }
}
