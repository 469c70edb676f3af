import { randomBytes } from "node:crypto";
import { connectionSecretPlace } from "@/lib/connection-secrets";
import type { Context } from "@/lib/context";
import { findConnection, saveWebhookSecret } from "@/lib/db/connections";
import { tokenProvider } from "@/lib/token-providers";

export function newWebhookSecret(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * Makes a new secret for a connection's webhooks and answers it: the only time that it is shown. The one before stops
 * working at once.
 */
export async function renewWebhookSecret(
  ctx: Pick<Context, "db" | "vault">,
  organizationId: string,
  connectionId: string,
): Promise<string | null> {
  const row = await findConnection(ctx.db, organizationId, connectionId);
  if (row === null || row.revokedAt !== null || tokenProvider(row.provider)?.sendsWebhooks !== true)
    return null;
  const secret = newWebhookSecret();
  const sealed = ctx.vault.seal(secret, connectionSecretPlace(row, "webhookSecret"));
  await saveWebhookSecret(ctx.db, organizationId, connectionId, sealed);
  return secret;
}
