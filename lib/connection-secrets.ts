import { connectionSecrets } from "./db/connections";
import type { SecretPlace, Vault } from "./vault/types";

/** The two secrets that a connection may hold. */
export type ConnectionSecret = "token" | "webhookSecret";

interface SealedConnection {
  id: string;
  organizationId: string;
  tokenSealed: string | null;
  webhookSecretSealed: string | null;
}

/** Where the vault binds a connection's secret to: its own row, column and organization. */
export function connectionSecretPlace(
  { id, organizationId }: { id: string; organizationId: string },
  secret: ConnectionSecret,
): SecretPlace {
  return { table: connectionSecrets.table, column: connectionSecrets[secret], organizationId, rowId: id };
}

/** A secret of a connection's row, null where it has none: never had one, or was revoked. */
export function openConnectionSecret(
  vault: Vault,
  row: SealedConnection,
  secret: ConnectionSecret,
): string | null {
  const sealed = row[connectionSecrets[secret]];
  return sealed === null ? null : vault.open(sealed, connectionSecretPlace(row, secret));
}
