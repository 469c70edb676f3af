import { openConnectionSecret } from "@/lib/connection-secrets";
import { disableConnection, findConnection, markConnectionWorking } from "@/lib/db/connections";
import { tokenProvider } from "@/lib/token-providers";
import type { ConnectContext } from "./connect-token";

/** Tries a kept token now. A refused one is put aside until somebody tries it again or connects anew. */
export async function checkConnection(
  ctx: ConnectContext,
  organizationId: string,
  connectionId: string,
): Promise<{ ok: boolean; message: string }> {
  const row = await findConnection(ctx.db, organizationId, connectionId);
  const provider = row === null ? null : tokenProvider(row.provider);
  const token = row === null ? null : openConnectionSecret(ctx.vault, row, "token");
  if (row === null || provider === null || token === null)
    return { ok: false, message: "This connection was revoked." };
  const check = await provider.check(ctx.servers, token, row.settings);
  if (check.ok) {
    await markConnectionWorking(ctx.db, organizationId, connectionId, ctx.now());
    return { ok: true, message: `${provider.title} answers as ${check.account.name}.` };
  }
  if (check.refused) await disableConnection(ctx.db, organizationId, connectionId, check.reason, ctx.now());
  return { ok: false, message: check.reason };
}
