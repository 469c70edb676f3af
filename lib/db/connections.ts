import { type Db, notifyChanged, toJson } from "./client";
import type { Prisma } from "./generated/client";

export interface NewConnection {
  /** Made before the row, because the vault binds what it seals to it. */
  id: string;
  organizationId: string;
  provider: string;
  label: string;
  /** What the provider calls this kind of credential, such as "personal" or "oauth". */
  tokenKind: string;
  tokenSealed: string;
  webhookSecretSealed: string | null;
  settings: unknown;
  /** Who the provider says the token is. Shown on pages, so no secret belongs here. */
  account: unknown;
  createdByLogin: string;
  expiresAt: Date | null;
}

/** Columns that hold a secret, as the vault binds them. */
export const connectionSecrets = {
  table: "Connection",
  token: "tokenSealed",
  webhookSecret: "webhookSecretSealed",
} as const;

export async function addConnection(db: Db, connection: NewConnection, now: Date) {
  const { settings, account, ...rest } = connection;
  const row = await db.connection.create({
    data: { ...rest, settings: toJson(settings), account: toJson(account), lastCheckedAt: now },
  });
  await notifyChanged(db, connection.organizationId);
  return row;
}

/** A connection of this organization, revoked or not. */
export function findConnection(db: Db, organizationId: string, id: string) {
  return db.connection.findFirst({ where: { organizationId, id } });
}

/** A connection by the id in its webhook's address: the one place where the organization is what the row says. */
export function connectionOfWebhook(db: Db, provider: string, id: string) {
  return db.connection.findFirst({
    where: { id, provider, revokedAt: null },
    include: { organization: true },
  });
}

/** What an organization is connected to, oldest first, without what was revoked. */
export function listConnections(db: Db, organizationId: string, provider: string) {
  return db.connection.findMany({
    where: { organizationId, provider, revokedAt: null },
    orderBy: { createdAt: "asc" },
  });
}

/** Every connection to a provider whose token may be used, over all organizations. */
export function listUsableConnections(db: Db, provider: string) {
  return db.connection.findMany({
    where: { provider, revokedAt: null, disabledAt: null, organization: { removedAt: null } },
    orderBy: { createdAt: "asc" },
  });
}

/** Changes a connection that nobody revoked. Answers false where there is none, or where it is not as `only` says. */
async function change(
  db: Db,
  organizationId: string,
  id: string,
  data: Prisma.ConnectionUpdateManyMutationInput,
  only: Prisma.ConnectionWhereInput = {},
): Promise<boolean> {
  const { count } = await db.connection.updateMany({
    where: { ...only, organizationId, id, revokedAt: null },
    data,
  });
  return count > 0;
}

/** The same, and open pages are told. */
async function changeVisibly(...given: Parameters<typeof change>): Promise<boolean> {
  const changed = await change(...given);
  if (changed) await notifyChanged(given[0], given[1]);
  return changed;
}

export async function saveConnectionSettings(
  db: Db,
  organizationId: string,
  id: string,
  settings: unknown,
): Promise<void> {
  await changeVisibly(db, organizationId, id, { settings: toJson(settings) });
}

/** Replaces the secret that signs a connection's webhooks. */
export async function saveWebhookSecret(
  db: Db,
  organizationId: string,
  id: string,
  webhookSecretSealed: string,
): Promise<void> {
  await change(db, organizationId, id, { webhookSecretSealed });
}

/** The provider answered with this token: whatever disabled the connection is over. */
export async function markConnectionWorking(
  db: Db,
  organizationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await change(db, organizationId, id, { lastCheckedAt: now, disabledAt: null, disabledReason: null });
}

/** The provider told us something through this connection. */
export async function markConnectionHeard(
  db: Db,
  organizationId: string,
  id: string,
  now: Date,
): Promise<void> {
  await change(db, organizationId, id, { lastHeardAt: now });
}

/**
 * The provider refuses this token: it is not tried again before somebody connects anew or tests it. Answers false where
 * that was known already, so that one refusal makes one notice.
 */
export function disableConnection(
  db: Db,
  organizationId: string,
  id: string,
  reason: string,
  now: Date,
): Promise<boolean> {
  const data = { disabledAt: now, disabledReason: reason, lastCheckedAt: now };
  return changeVisibly(db, organizationId, id, data, { disabledAt: null });
}

/** Removes the sealed secrets; what remains is that there was a connection, and until when. */
export function revokeConnection(
  db: Db,
  organizationId: string,
  id: string,
  byLogin: string,
  now: Date,
): Promise<boolean> {
  return changeVisibly(db, organizationId, id, {
    tokenSealed: null,
    webhookSecretSealed: null,
    revokedAt: now,
    disabledAt: now,
    disabledReason: `Revoked by ${byLogin}.`,
  });
}

/** A connection that somebody may still make, by a code: a row without a token. */
export async function addInvitation(
  db: Db,
  invitation: {
    id: string;
    organizationId: string;
    provider: string;
    createdByLogin: string;
    settings: unknown;
    expiresAt: Date;
  },
): Promise<void> {
  const { settings, ...rest } = invitation;
  await db.connection.create({
    data: { ...rest, label: "One-time code", tokenKind: "code", settings: toJson(settings) },
  });
}

/** Uses an invitation up, at most once however many ask at once. Null where it does not hold. */
export async function takeInvitation(
  db: Db,
  provider: string,
  id: string,
  now: Date,
  holds: (settings: unknown) => boolean,
): Promise<{ organizationId: string; createdByLogin: string } | null> {
  const open = { id, provider, revokedAt: null, expiresAt: { gt: now } };
  const row = await db.connection.findFirst({ where: open });
  if (row === null || !holds(row.settings)) return null;
  const { count } = await db.connection.updateMany({ where: open, data: { revokedAt: now } });
  return count === 1 ? { organizationId: row.organizationId, createdByLogin: row.createdByLogin } : null;
}
