import { Client } from "pg";
import { type Migration, type MigrationSource, productSource, readMigrations } from "./migration-folder";
import { compareMigrations, type MigrationStatus } from "./migration-status";
import { ensureMigrationTable, recordedMigrations, recordMigration } from "./migration-table";

/** "regr" in ASCII: any number will do that nothing else on this database locks. */
const lockKey = 0x72656772;

/**
 * Brings a database to the newest migration and records each in `_prisma_migrations`, as `prisma migrate deploy` does.
 *
 * A script and its record are one transaction: a migration happened whole or not at all. Several processes may call this
 * at once: one works, the others wait and then find nothing to do.
 *
 * @returns the names just applied, oldest first
 * @throws Error with PostgreSQL's words where a script fails, and where folder and database have gone different ways
 */
export async function applyMigrations(input: {
  databaseUrl: string;
  source?: MigrationSource;
}): Promise<string[]> {
  const migrations = readMigrations(input.source ?? productSource);
  const client = new Client({ connectionString: input.databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [lockKey]);
    const status = compareMigrations(migrations, await recordedMigrations(client));
    refuseDivergence(status);
    if (status.pending.length > 0) await ensureMigrationTable(client);
    for (const migration of migrations) {
      if (status.pending.includes(migration.name)) await applyOne(client, migration);
    }
    return status.pending;
  } finally {
    await client.end();
  }
}

async function applyOne(client: Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.script);
    await recordMigration(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(
      `The migration ${migration.name} failed and changed nothing. PostgreSQL said: ${(error as Error).message}`,
    );
  }
}

function refuseDivergence({ unknown, edited, failed }: MigrationStatus): void {
  if (failed.length > 0) {
    throw new Error(
      `The migration ${failed[0]} was begun by another tool and never finished. ` +
        "Resolve it with `prisma migrate resolve`, or restore a backup.",
    );
  }
  if (unknown.length > 0) {
    throw new Error(
      `The database is newer than this program: it has the migration ${unknown[0]}. Start the version that made it.`,
    );
  }
  if (edited.length > 0) {
    throw new Error(
      `The migration ${edited[0]} was changed after it was applied. Undo the change and write a new migration.`,
    );
  }
}
