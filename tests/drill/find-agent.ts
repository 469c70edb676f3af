import { createDb } from "@/lib/db/client";
import { agentSecret, listConfiguredAgents, saveDrillRecord } from "@/lib/db/configured-agents";
import { env } from "@/lib/env";
import { createVault } from "@/lib/vault";
import type { DrilledAgent, DrillResult } from "./run-drill";

/**
 * An agent as an organization of this installation has set it up, and the way to keep what a drill saw of it.
 *
 * @throws where this installation's database or keys are not set, or there is no such agent
 */
export async function findAgent(
  login: string,
  name: string,
): Promise<{ agent: DrilledAgent; keep: (result: DrillResult) => Promise<void> }> {
  const { databaseUrl, secretKeys, agentHosts, toolPath } = env();
  if (databaseUrl === null || secretKeys === null)
    throw new Error(
      "Set DATABASE_URL and REGREEN_SECRET_KEYS to those of the installation that holds the agent.",
    );
  const db = createDb(databaseUrl, 2);
  const organization = await db.organization.findFirst({ where: { login } });
  const row =
    organization === null
      ? undefined
      : (await listConfiguredAgents(db, organization.id)).find((agent) => agent.name === name);
  if (organization === null || row === undefined)
    throw new Error(
      `The organization "${login}" has no agent "${name}". The agents page lists those that it has.`,
    );
  const organizationId = organization.id;
  const secret =
    row.secretSealed === null
      ? null
      : createVault(secretKeys).open(row.secretSealed, { ...agentSecret, organizationId, rowId: row.id });
  return {
    agent: { name, options: row.options, secret, hosts: agentHosts, toolPath },
    async keep(result) {
      await saveDrillRecord(
        db,
        { organizationId, name },
        {
          at: new Date().toISOString(),
          seed: result.seed,
          injections: result.injections,
          reached: result.reached,
          canariesPlanted: result.canaries.planted,
          canariesOut: new Set(result.canaries.out.map(({ place }) => place)).size,
          foreignReferences: result.foreignReferences.length,
          forbiddenFiles: result.forbiddenFiles.length,
          residue: result.residue.length,
          contained: result.contained,
        },
      );
      await db.$disconnect();
    },
  };
}
