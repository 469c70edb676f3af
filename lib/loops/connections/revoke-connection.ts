import type { Context } from "@/lib/context";
import { findConnection, revokeConnection as revoke } from "@/lib/db/connections";
import { tokenProvider } from "@/lib/token-providers";

/** Removes a connection's secrets at once. Revoking the token at the provider too is for the person who made it. */
export async function revokeConnection(
  ctx: Pick<Context, "db" | "now">,
  organizationId: string,
  connectionId: string,
  byLogin: string,
): Promise<{ ok: boolean; message: string }> {
  const row = await findConnection(ctx.db, organizationId, connectionId);
  const provider = row === null ? null : tokenProvider(row.provider);
  if (
    row === null ||
    provider === null ||
    !(await revoke(ctx.db, organizationId, row.id, byLogin, ctx.now()))
  )
    return { ok: false, message: "Somebody revoked it before." };
  return {
    ok: true,
    message: `Revoked. Regreen no longer has the token; revoke it at ${provider.title} too.`,
  };
}
