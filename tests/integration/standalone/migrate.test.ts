import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { applyMigrations } from "@/lib/standalone/migrate/apply-migrations";
import { createMigration, missingMigration } from "@/lib/standalone/migrate/create-migration";
import {
  type MigrationSource,
  productSource,
  readMigrations,
} from "@/lib/standalone/migrate/migration-folder";
import { migrationStatus } from "@/lib/standalone/migrate/migration-status";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { fillEveryTable, readEveryTable } from "@/tests/support/filled-tables";

const now = new Date("2030-01-02T03:04:05Z");
const databases: TestDatabase[] = [];
const folders: string[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("migrations", () => {
  it("lead exactly to the schema", async () => {
    expect(await missingMigration({ emptyDatabaseUrl: await emptyDatabase() })).toBeNull();
  });

  it("lose no value of a filled database of the previous version", async () => {
    const { previous, current } = await lastTwoVersions();
    const databaseUrl = await emptyDatabase();
    await applyMigrations({ databaseUrl, source: previous });
    const before = await onDatabase(databaseUrl, async (client) => {
      await fillEveryTable(client);
      return readEveryTable(client);
    });
    expect(Object.keys(before).length).toBeGreaterThan(0);

    expect(await applyMigrations({ databaseUrl, source: current })).toHaveLength(1);
    const after = await onDatabase(databaseUrl, readEveryTable);
    for (const [table, rows] of Object.entries(before)) {
      expect(after[table], table).toEqual(rows.map((row) => expect.objectContaining(row)));
    }
  });
});

describe("applyMigrations", () => {
  it("lets one of several processes work and the others find nothing to do", async () => {
    const databaseUrl = await emptyDatabase();
    const applied = await Promise.all(Array.from({ length: 6 }, () => applyMigrations({ databaseUrl })));
    expect(applied.flat()).toEqual(readMigrations(productSource).map(({ name }) => name));
    expect(await migrationStatus({ databaseUrl })).toMatchObject({
      pending: [],
      edited: [],
      failed: [],
      unknown: [],
    });
  });

  it("changes nothing where a script fails in the middle, and goes on once it is mended", async () => {
    const source = copyOfProduct();
    const databaseUrl = await emptyDatabase();
    const broken = "CREATE TABLE half (note text DEFAULT 'a; b');\nSELECT 1 / 0;\n";
    const file = addMigration(source, "29990101000000_broken", broken);
    await expect(applyMigrations({ databaseUrl, source })).rejects.toThrow(
      "29990101000000_broken failed and changed nothing. PostgreSQL said: division by zero",
    );
    expect(await migrationStatus({ databaseUrl, source })).toMatchObject({
      pending: ["29990101000000_broken"],
      failed: [],
    });

    writeFileSync(file, broken.replace("1 / 0", "1"));
    expect(await applyMigrations({ databaseUrl, source })).toEqual(["29990101000000_broken"]);
  });

  it("refuses a migration that was changed after it was applied, and a database newer than the program", async () => {
    const source = copyOfProduct();
    const databaseUrl = await emptyDatabase();
    const file = addMigration(source, "29990101000000_later", "CREATE TABLE later ();");
    await applyMigrations({ databaseUrl, source });
    await expect(applyMigrations({ databaseUrl })).rejects.toThrow("database is newer than this program");
    writeFileSync(file, "CREATE TABLE other ();");
    await expect(applyMigrations({ databaseUrl, source })).rejects.toThrow(
      "was changed after it was applied",
    );
  });

  it("records what Prisma records: name, checksum and time in its own table", async () => {
    const databaseUrl = await emptyDatabase();
    await applyMigrations({ databaseUrl });
    const rows = await onDatabase(databaseUrl, async (client) => {
      const answer = await client.query("SELECT * FROM _prisma_migrations ORDER BY migration_name");
      return answer.rows;
    });
    expect(rows).toEqual(
      readMigrations(productSource).map(({ name, checksum }) => ({
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum,
        migration_name: name,
        started_at: expect.any(Date),
        finished_at: expect.any(Date),
        applied_steps_count: 1,
        rolled_back_at: null,
        logs: null,
      })),
    );
  });
});

describe("createMigration", () => {
  it("writes what the schema has and the migrations lack, then nothing more", async () => {
    const source = copyOfProduct();
    writeFileSync(
      source.schemaFile,
      `${readFileSync(source.schemaFile, "utf8")}\nmodel Extra {\n  id String @id\n}\n`,
    );
    const file = await createMigration({
      emptyDatabaseUrl: await emptyDatabase(),
      name: "add_extra",
      now,
      source,
    });
    expect(file).toBe(join(source.migrationsFolder, "20300102030405_add_extra/migration.sql"));
    expect(readFileSync(file ?? "", "utf8")).toContain('CREATE TABLE "Extra"');
    expect(
      await createMigration({ emptyDatabaseUrl: await emptyDatabase(), name: "again", now, source }),
    ).toBeNull();
  });

  it("refuses a name that is not words with underscores", async () => {
    const input = { emptyDatabaseUrl: "postgresql://unused/unused", name: "../up", now };
    await expect(createMigration(input)).rejects.toThrow("such as add_incident_owner");
  });
});

/**
 * The product without its last migration, and with it. While there is only one, a made-up second one shows that the
 * proof works: a nullable column, a column with a default and a table.
 */
async function lastTwoVersions(): Promise<{ previous: MigrationSource; current: MigrationSource }> {
  const last = readMigrations(productSource).at(-1)?.name;
  if (last !== undefined && readMigrations(productSource).length > 1) {
    const previous = copyOfProduct();
    rmSync(join(previous.migrationsFolder, last), { recursive: true });
    return { previous, current: productSource };
  }
  const current = copyOfProduct();
  addMigration(
    current,
    "29990101000000_made_up",
    `ALTER TABLE "RepairLoop" ADD COLUMN "madeUp" TEXT, ADD COLUMN "madeUpCount" INTEGER NOT NULL DEFAULT 0;
     CREATE TABLE "MadeUp" ("id" TEXT PRIMARY KEY);`,
  );
  return { previous: productSource, current };
}

function copyOfProduct(): MigrationSource {
  const folder = mkdtempSync(join(tmpdir(), "regreen-migrations-"));
  folders.push(folder);
  const source = { schemaFile: join(folder, "schema.prisma"), migrationsFolder: join(folder, "migrations") };
  cpSync(productSource.schemaFile, source.schemaFile);
  cpSync(productSource.migrationsFolder, source.migrationsFolder, { recursive: true });
  return source;
}

function addMigration(source: MigrationSource, name: string, script: string): string {
  const folder = join(source.migrationsFolder, name);
  cpSync(join(source.migrationsFolder, readMigrations(source)[0]?.name ?? ""), folder, { recursive: true });
  writeFileSync(join(folder, "migration.sql"), script);
  return join(folder, "migration.sql");
}

async function emptyDatabase(): Promise<string> {
  const database = await createTestDatabase({ migrated: false });
  databases.push(database);
  return database.url;
}

async function onDatabase<T>(url: string, use: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
