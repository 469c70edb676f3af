import type { Db } from "./db/client";
import { connectionSecrets, disableConnection, listConnections } from "./db/connections";
import type { Log } from "./log";
import type { TokenConnections } from "./provider-api/token-access";
import type { Vault } from "./vault/types";

interface Stored {
  db: Db;
  vault: Vault;
  log: Log;
  now: () => Date;
}

/** How a provider comes to the tokens that an organization stored for it. Opened only for the call. */
export function tokenConnections({ db, vault, log, now }: Stored, provider: string): TokenConnections {
  return {
    async open(organizationId) {
      const rows = await listConnections(db, organizationId, provider);
      return rows.flatMap((row) => {
        const token = row.disabledAt === null ? openConnectionToken(vault, row) : null;
        return token === null ? [] : [{ connectionId: row.id, token, settings: row.settings }];
      });
    },

    async refused(organizationId, connectionId, reason) {
      if (await disableConnection(db, organizationId, connectionId, reason, now()))
        log.warn(
          { organizationId, connectionId, provider, reason },
          "a provider refused a connection's token",
        );
    },
  };
}

/** The token of a connection's row, null where it was revoked. */
export function openConnectionToken(
  vault: Vault,
  row: { id: string; organizationId: string; tokenSealed: string | null },
): string | null {
  if (row.tokenSealed === null) return null;
  const { table, token: column } = connectionSecrets;
  return vault.open(row.tokenSealed, { table, column, organizationId: row.organizationId, rowId: row.id });
}
