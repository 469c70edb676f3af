import type { Db } from "./client";
import { Prisma } from "./generated/client";

/**
 * One sealed value with its place. By rule every column whose name ends in `Sealed` holds what the vault sealed for that
 * table, column and row, and for the row's `organizationId` where it has one: so none is forgotten when keys change.
 */
export interface SealedSecret {
  table: string;
  column: string;
  /** Null where the table has no organization. */
  organizationId: string | null;
  rowId: string;
  envelope: string;
}

interface SealedColumn {
  table: string;
  column: string;
  hasOrganization: boolean;
}

/** Every sealed value of the database. There are few: an app's keys and a handful of tokens for each organization. */
export async function listSealedSecrets(db: Db): Promise<SealedSecret[]> {
  const secrets: SealedSecret[] = [];
  for (const { table, column, hasOrganization } of await sealedColumns(db)) {
    const organization = hasOrganization ? Prisma.sql`"organizationId"` : Prisma.sql`NULL`;
    const rows = await db.$queryRaw<Omit<SealedSecret, "table" | "column">[]>`
      SELECT id AS "rowId", ${organization} AS "organizationId", ${name(column)} AS envelope
      FROM ${name(table)} WHERE ${name(column)} IS NOT NULL ORDER BY id`;
    for (const row of rows) secrets.push({ table, column, ...row });
  }
  return secrets;
}

/** Puts a new envelope in the place of the one that was read. False where somebody changed it meanwhile. */
export async function replaceSealedSecret(db: Db, secret: SealedSecret, envelope: string): Promise<boolean> {
  const column = name(secret.column);
  const count = await db.$executeRaw`
    UPDATE ${name(secret.table)} SET ${column} = ${envelope}
    WHERE id = ${secret.rowId} AND ${column} = ${secret.envelope}`;
  return count === 1;
}

function sealedColumns(db: Db): Promise<SealedColumn[]> {
  return db.$queryRaw<SealedColumn[]>`
    SELECT sealed.table_name AS "table", sealed.column_name AS "column",
      EXISTS (
        SELECT 1 FROM information_schema.columns other
        WHERE other.table_schema = sealed.table_schema AND other.table_name = sealed.table_name
          AND other.column_name = 'organizationId'
      ) AS "hasOrganization"
    FROM information_schema.columns sealed
    WHERE sealed.table_schema = current_schema() AND sealed.column_name LIKE '%Sealed'
    ORDER BY 1, 2`;
}

/** Names come from the database's own catalogue; quotes in them would be somebody's schema, not ours. */
function name(identifier: string): Prisma.Sql {
  if (!/^\w+$/.test(identifier)) throw new Error(`Not a name of this schema: ${identifier}`);
  return Prisma.raw(`"${identifier}"`);
}
