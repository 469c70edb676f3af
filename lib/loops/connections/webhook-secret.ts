import { circleCiProviders } from "@/lib/circleci-connections";
import type { Context } from "@/lib/context";
import { connectionSecrets, findConnection, saveWebhookSecret } from "@/lib/db/connections";
import { newWebhookSecret } from "./connect-circleci";

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
  if (row === null || row.revokedAt !== null || row.provider !== circleCiProviders.reading) return null;
  const secret = newWebhookSecret();
  const { table, webhookSecret: column } = connectionSecrets;
  const sealed = ctx.vault.seal(secret, { table, column, organizationId, rowId: connectionId });
  await saveWebhookSecret(ctx.db, organizationId, connectionId, sealed);
  return secret;
}
