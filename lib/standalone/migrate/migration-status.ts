import { Client } from "pg";
import { type Migration, type MigrationSource, productSource, readMigrations } from "./migration-folder";
import { type RecordedMigration, recordedMigrations } from "./migration-table";

export interface MigrationStatus {
  /** In the folder and in the database, unchanged. */
  applied: string[];
  /** In the folder only. */
  pending: string[];
  /** In the database only: the database is newer than this program. */
  unknown: string[];
  /** Applied, and the file was changed afterwards. */
  edited: string[];
  /** Begun by another tool and not finished. */
  failed: string[];
}

/** What the folder and the database's record say about each other. Changes nothing. */
export async function migrationStatus(input: {
  databaseUrl: string;
  source?: MigrationSource;
}): Promise<MigrationStatus> {
  const client = new Client({ connectionString: input.databaseUrl });
  await client.connect();
  try {
    return compareMigrations(readMigrations(input.source ?? productSource), await recordedMigrations(client));
  } finally {
    await client.end();
  }
}

export function compareMigrations(migrations: Migration[], recorded: RecordedMigration[]): MigrationStatus {
  const rows = new Map(recorded.map((row) => [row.name, row]));
  const known = new Set(migrations.map(({ name }) => name));
  const status: MigrationStatus = {
    applied: [],
    pending: [],
    unknown: recorded.filter((row) => row.finished && !known.has(row.name)).map((row) => row.name),
    edited: [],
    failed: recorded.filter((row) => !row.finished).map((row) => row.name),
  };
  for (const { name, checksum } of migrations) {
    const row = rows.get(name);
    if (row === undefined) status.pending.push(name);
    else if (row.finished) (row.checksum === checksum ? status.applied : status.edited).push(name);
  }
  return status;
}
