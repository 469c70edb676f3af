import type { Db } from "@/lib/db/client";
import { listConnections } from "@/lib/db/connections";
import { loadEnv } from "@/lib/env";
import { createVault } from "@/lib/vault";
import { connectLabCircleCi } from "../connect-circleci";
import type { LabControl } from "../control/client";
import { scenarioRepositories } from "./prepare-organizations";

/** Connects each organization that has repositories on CircleCI, as its owner would; once for a world. */
export async function connectDemoToCircleCi(
  db: Db,
  control: LabControl,
  variables: Record<string, string | undefined>,
  productUrl: string,
): Promise<void> {
  const { secretKeys, servers } = loadEnv(variables);
  if (secretKeys === null) throw new Error("The demo's product has no key that seals tokens.");
  const ctx = { db, vault: createVault(secretKeys), servers, now: () => new Date() };
  const byOrganization = new Map<string, string[]>();
  for (const { name, description } of scenarioRepositories()) {
    if (description.circleci === undefined) continue;
    const { organization } = description;
    byOrganization.set(organization, [...(byOrganization.get(organization) ?? []), name]);
  }
  for (const [login, repositories] of byOrganization) {
    const { id } = await db.organization.findFirstOrThrow({ where: { login } });
    if ((await listConnections(db, id, "circleci")).length > 0) continue;
    await connectLabCircleCi(ctx, { control }, { login, repositories, webhookBase: productUrl });
  }
}
