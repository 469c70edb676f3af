import type { Db } from "@/lib/db/client";
import { listConnections } from "@/lib/db/connections";
import { loadEnv } from "@/lib/env";
import { createVault } from "@/lib/vault";
import { connectLabCircleCi } from "../connect-circleci";
import { connectLabToken } from "../connect-token";
import type { LabControl } from "../control/client";
import { scenarioRepositories } from "./prepare-organizations";

/** Connects each organization to the providers that build its repositories, as its owner would; once for a world. */
export async function connectDemoProviders(
  db: Db,
  control: LabControl,
  variables: Record<string, string | undefined>,
  productUrl: string,
): Promise<void> {
  const { secretKeys, servers } = loadEnv(variables);
  if (secretKeys === null) throw new Error("The demo's product has no key that seals tokens.");
  const ctx = { db, vault: createVault(secretKeys), servers, now: () => new Date() };
  for (const provider of ["circleci", "buildkite", "vercel"] as const)
    for (const [login, repositories] of builtBy(provider)) {
      const { id } = await db.organization.findFirstOrThrow({ where: { login } });
      if ((await listConnections(db, id, provider)).length > 0) continue;
      if (provider === "circleci")
        await connectLabCircleCi(ctx, { control }, { login, repositories, webhookBase: productUrl });
      else await connectLabToken(ctx, control, { login, provider });
    }
}

/** Repositories that a provider builds, by their organization. */
function builtBy(provider: "circleci" | "buildkite" | "vercel") {
  const found = new Map<string, string[]>();
  for (const { name, description } of scenarioRepositories()) {
    if (!description[provider]) continue;
    const { organization } = description;
    found.set(organization, [...(found.get(organization) ?? []), name]);
  }
  return found;
}
