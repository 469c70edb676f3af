import { openConnectionSecret } from "./connection-secrets";
import type { Db } from "./db/client";
import { disableConnection, listConnections } from "./db/connections";
import type { Log } from "./log";
import type { TokenConnections } from "./provider-api/token-access";
import type { Vault } from "./vault/types";

/** Where tokens are stored, and what opens them. */
export interface StoredTokens {
  db: Db;
  vault: Vault;
  log: Log;
  now: () => Date;
}

/** How a provider comes to the tokens that an organization stored for it. Opened only for the call. */
export function tokenConnections({ db, vault, log, now }: StoredTokens, provider: string): TokenConnections {
  return {
    async open(organizationId, wanted = () => true) {
      const rows = await listConnections(db, organizationId, provider);
      return rows.flatMap((row) => {
        if (row.disabledAt !== null || !wanted(row.settings)) return [];
        const token = openConnectionSecret(vault, row, "token");
        const { id: connectionId, settings, createdByLogin: addedBy } = row;
        return token === null ? [] : [{ connectionId, token, settings, addedBy }];
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
