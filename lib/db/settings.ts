import { PolicySettings } from "../domain/policy";
import { type Db, notifyChanged, toJson } from "./client";
import { Prisma } from "./generated/client";

/** What was set at both levels; null where nobody ever changed a setting there. */
export interface StoredSettings {
  organization: PolicySettings | null;
  repository: PolicySettings | null;
}

export interface SettingChangeItem {
  id: string;
  actorLogin: string;
  setting: string;
  before: unknown;
  after: unknown;
  createdAt: Date;
}

const names = Object.keys(PolicySettings.shape) as (keyof PolicySettings)[];

/** The settings of a row. A value that no longer fits the schema counts as not set, so that the level above decides. */
function settingsOf(row: Record<string, unknown> | null): PolicySettings | null {
  if (row === null) return null;
  const entries = names.map((name) => {
    const parsed = PolicySettings.shape[name].safeParse(row[name]);
    return [name, parsed.success ? parsed.data : null];
  });
  return PolicySettings.parse(Object.fromEntries(entries));
}

/** Settings stored for an organization and, where one is named, for one of its repositories. */
export async function readSettings(
  db: Db,
  organizationId: string,
  repositoryId: string | null,
): Promise<StoredSettings> {
  const [organization, repository] = await Promise.all([
    db.organizationSettings.findUnique({ where: { organizationId } }),
    repositoryId === null
      ? null
      : db.repositorySettings.findFirst({ where: { organizationId, repositoryId } }),
  ]);
  return { organization: settingsOf(organization), repository: settingsOf(repository) };
}

/** Where settings are changed: an organization, or one repository of it. */
export interface SettingsLevel {
  organizationId: string;
  repositoryId: string | null;
}

/**
 * Stores settings and one line of history for each that changed, in one transaction. The row is locked while it is
 * compared, so that two people who save at once both appear in the history with what they really replaced.
 *
 * @returns the names of the settings that changed
 */
export async function saveSettings(
  db: Db,
  level: SettingsLevel,
  settings: PolicySettings,
  actorLogin: string,
): Promise<string[]> {
  return db.$transaction(async (transaction) => {
    await lockLevel(transaction, level);
    const stored = await readSettings(transaction as Db, level.organizationId, level.repositoryId);
    const before = level.repositoryId === null ? stored.organization : stored.repository;
    const changed = names.filter(
      (name) => JSON.stringify(before?.[name] ?? null) !== JSON.stringify(settings[name]),
    );
    if (changed.length === 0) return [];
    await writeLevel(transaction, level, settings);
    await transaction.settingChange.createMany({
      data: changed.map((setting) => ({
        organizationId: level.organizationId,
        repositoryId: level.repositoryId,
        actorLogin,
        setting,
        before: toJson(before?.[setting] ?? null),
        after: toJson(settings[setting]),
      })),
    });
    await notifyChanged(transaction, level.organizationId);
    return changed;
  });
}

/** The newest changes of one level, newest first. */
export async function listSettingChanges(
  db: Db,
  level: SettingsLevel,
  limit: number,
): Promise<SettingChangeItem[]> {
  return db.settingChange.findMany({
    where: { organizationId: level.organizationId, repositoryId: level.repositoryId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: { id: true, actorLogin: true, setting: true, before: true, after: true, createdAt: true },
    take: limit,
  });
}

type Transaction = Prisma.TransactionClient;

/** One line of history, for settings that other files of this folder write. */
export async function recordSettingChange(
  transaction: Transaction,
  level: SettingsLevel,
  actorLogin: string,
  change: { setting: string; before: unknown; after: unknown },
): Promise<void> {
  const { setting, before, after } = change;
  await transaction.settingChange.create({
    data: { ...level, actorLogin, setting, before: toJson(before), after: toJson(after) },
  });
}

/** The owner row is locked rather than the settings row, which may not be there yet. */
async function lockLevel(transaction: Transaction, level: SettingsLevel): Promise<void> {
  await transaction.$executeRaw`SELECT 1 FROM "Organization" WHERE id = ${level.organizationId} FOR UPDATE`;
}

async function writeLevel(
  transaction: Transaction,
  level: SettingsLevel,
  settings: PolicySettings,
): Promise<void> {
  const { organizationId, repositoryId } = level;
  const list = (value: readonly string[] | null) => (value === null ? Prisma.DbNull : toJson(value));
  const values = {
    ...settings,
    agents: list(settings.agents),
    paths: list(settings.paths),
    ignoredChecks: list(settings.ignoredChecks),
  };
  if (repositoryId === null) {
    await transaction.organizationSettings.upsert({
      where: { organizationId },
      create: { organizationId, ...values },
      update: values,
    });
    return;
  }
  await transaction.repositorySettings.upsert({
    where: { repositoryId, organizationId },
    create: { organizationId, repositoryId, ...values },
    update: values,
  });
}
