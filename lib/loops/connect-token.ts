import { randomUUID } from "node:crypto";
import type { Context } from "@/lib/context";
import {
  addConnection,
  connectionSecrets,
  findConnection,
  markConnectionWorking,
  revokeConnection,
} from "@/lib/db/connections";
import { openConnectionToken } from "@/lib/token-connections";
import { tokenProvider } from "@/lib/token-providers";

export type ConnectOutcome = { ok: true; message: string } | { ok: false; message: string };

const tokenCharactersMax = 4_000;

/** Asks the provider about a pasted token and, where it answers, seals and keeps it. Nothing is kept of one that fails. */
export async function connectToken(
  ctx: Context,
  organizationId: string,
  given: { provider: string; token: string; account: string },
  actorLogin: string,
): Promise<ConnectOutcome> {
  const provider = tokenProvider(given.provider);
  if (provider === null)
    return { ok: false, message: `There is no provider "${given.provider}" to connect.` };
  const token = given.token.trim();
  if (token === "" || token.length > tokenCharactersMax || /\s/.test(token))
    return { ok: false, message: "Paste the token as it was shown: one word without spaces." };
  const settings = provider.settingsOf(given.account.trim());
  if (settings === null)
    return {
      ok: false,
      message: `${provider.field.label} cannot be "${given.account.trim()}". ${provider.field.hint}`,
    };
  const check = await provider.check(ctx.servers, token, settings);
  if (!check.ok) return { ok: false, message: `Not connected. ${check.reason}` };

  const id = randomUUID();
  const { table, token: column } = connectionSecrets;
  await addConnection(
    ctx.db,
    {
      id,
      organizationId,
      provider: provider.id,
      label: check.account.name,
      tokenKind: "pasted",
      tokenSealed: ctx.vault.seal(token, { table, column, organizationId, rowId: id }),
      webhookSecretSealed: null,
      settings,
      account: check.account,
      createdByLogin: actorLogin,
      expiresAt: check.expiresAt,
    },
    ctx.now(),
  );
  return { ok: true, message: `Connected to ${check.account.name} on ${provider.title}.` };
}

/** Asks the provider again whether a stored token still works. */
export async function testConnection(
  ctx: Context,
  organizationId: string,
  id: string,
): Promise<ConnectOutcome> {
  const row = await findConnection(ctx.db, organizationId, id);
  const provider = row === null ? null : tokenProvider(row.provider);
  const token = row === null ? null : openConnectionToken(ctx.vault, row);
  if (row === null || provider === null || token === null)
    return { ok: false, message: "This connection is not there any more." };
  const check = await provider.check(ctx.servers, token, row.settings);
  if (!check.ok) return { ok: false, message: check.reason };
  await markConnectionWorking(ctx.db, organizationId, id, ctx.now());
  return { ok: true, message: `${provider.title} answers as ${check.account.name}.` };
}

/** Removes the sealed token at once. Revoking it at the provider too is for the person who made it. */
export async function disconnect(
  ctx: Context,
  organizationId: string,
  id: string,
  actorLogin: string,
): Promise<ConnectOutcome> {
  const row = await findConnection(ctx.db, organizationId, id);
  const provider = row === null ? null : tokenProvider(row.provider);
  if (row === null || provider === null || row.revokedAt !== null)
    return { ok: false, message: "This connection is not there any more." };
  await revokeConnection(ctx.db, organizationId, id, actorLogin, ctx.now());
  return { ok: true, message: `Disconnected. The token is gone here; revoke it at ${provider.title} too.` };
}
