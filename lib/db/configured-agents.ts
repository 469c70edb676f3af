import { AgentOptions } from "@/lib/domain/agent-settings";
import { DrillRecord } from "@/lib/domain/drill-record";
import { type Db, notifyChanged, toJson } from "./client";
import { Prisma } from "./generated/client";
import { recordSettingChange } from "./settings";

export interface ConfiguredAgentRow {
  id: string;
  name: string;
  options: AgentOptions;
  secretSealed: string | null;
  /** Of the last injection drill with these options; null where there was none. */
  drill: DrillRecord | null;
  createdByLogin: string;
  createdAt: Date;
  updatedAt: Date;
}

/** The column that holds a secret, as the vault binds it. */
export const agentSecret = { table: "ConfiguredAgent", column: "secretSealed" } as const;

/** Agents that an organization has set up, by name. Options that another version wrote leave theirs out. */
export async function listConfiguredAgents(db: Db, organizationId: string): Promise<ConfiguredAgentRow[]> {
  const rows = await db.configuredAgent.findMany({ where: { organizationId }, orderBy: { name: "asc" } });
  return rows.flatMap((row) => {
    const options = AgentOptions.safeParse(row.options);
    const drill = DrillRecord.safeParse(row.drill).data ?? null;
    return options.success ? [{ ...row, options: options.data, drill }] : [];
  });
}

/** The id that a new row will have, or the one that it has: the vault binds the secret to it before the row is written. */
export async function configuredAgentId(db: Db, organizationId: string, name: string): Promise<string> {
  const row = await db.configuredAgent.findUnique({
    where: { organizationId_name: { organizationId, name } },
    select: { id: true },
  });
  return row?.id ?? `agent${crypto.randomUUID().replaceAll("-", "").slice(0, 20)}`;
}

/** Stores an agent. `secretSealed`: undefined keeps the stored one, null forgets it. */
export async function saveConfiguredAgent(
  db: Db,
  agent: {
    id: string;
    organizationId: string;
    name: string;
    options: AgentOptions;
    secretSealed?: string | null;
  },
  actorLogin: string,
): Promise<void> {
  const { id, organizationId, name, options, secretSealed } = agent;
  const key = { organizationId_name: { organizationId, name } };
  await db.$transaction(async (transaction) => {
    const before = await transaction.configuredAgent.findUnique({ where: key });
    await transaction.configuredAgent.upsert({
      where: key,
      create: {
        id,
        organizationId,
        name,
        options: toJson(options),
        secretSealed: secretSealed ?? null,
        createdByLogin: actorLogin,
      },
      // Another agent than the one that was drilled.
      update: {
        options: toJson(options),
        drill: Prisma.DbNull,
        ...(secretSealed !== undefined && { secretSealed }),
      },
    });
    await recordSettingChange(transaction, { organizationId, repositoryId: null }, actorLogin, {
      setting: `agent ${name}`,
      before: before?.options ?? null,
      after: options,
    });
    await notifyChanged(transaction, organizationId);
  });
}

/** Keeps what a drill saw of an agent. */
export async function saveDrillRecord(
  db: Db,
  agent: { organizationId: string; name: string },
  record: DrillRecord,
): Promise<void> {
  const { organizationId, name } = agent;
  await db.configuredAgent.update({
    where: { organizationId_name: { organizationId, name } },
    data: { drill: toJson(record) },
  });
  await notifyChanged(db, organizationId);
}

/** Forgets an agent and its secret. False where there was none. */
export async function removeConfiguredAgent(
  db: Db,
  organizationId: string,
  name: string,
  actorLogin: string,
): Promise<boolean> {
  return db.$transaction(async (transaction) => {
    const before = await transaction.configuredAgent.findUnique({
      where: { organizationId_name: { organizationId, name } },
    });
    if (before === null) return false;
    await transaction.configuredAgent.delete({ where: { id: before.id } });
    await recordSettingChange(transaction, { organizationId, repositoryId: null }, actorLogin, {
      setting: `agent ${name}`,
      before: before.options,
      after: null,
    });
    await notifyChanged(transaction, organizationId);
    return true;
  });
}
