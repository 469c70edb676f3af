import { applyMigrations } from "./apply-migrations";
import { type MigrationSource, productSource, readSchema, writeMigration } from "./migration-folder";
import { withSchemaEngine } from "./schema-engine";

/**
 * Writes the migration that leads from the existing ones to the schema.
 *
 * @param emptyDatabaseUrl a database without tables; the existing migrations are played into it
 * @param name lower-case words with underscores; the time is put before it
 * @returns the path of the new `migration.sql`, null where schema and migrations agree already
 */
export async function createMigration(input: {
  emptyDatabaseUrl: string;
  name: string;
  now: Date;
  source?: MigrationSource;
}): Promise<string | null> {
  const { emptyDatabaseUrl, name, now, source = productSource } = input;
  if (!/^[a-z][a-z0-9_]{0,99}$/.test(name)) {
    throw new Error("A migration's name is lower-case words with underscores, such as add_incident_owner.");
  }
  const script = await missingMigration({ emptyDatabaseUrl, source });
  if (script === null) return null;
  const timestamp = now.toISOString().replace(/\D/g, "").slice(0, 14);
  return writeMigration(source, `${timestamp}_${name}`, script);
}

/** The SQL that the migrations still lack to reach the schema; null where they agree. */
export async function missingMigration(input: {
  emptyDatabaseUrl: string;
  source?: MigrationSource;
}): Promise<string | null> {
  const { emptyDatabaseUrl, source = productSource } = input;
  await applyMigrations({ databaseUrl: emptyDatabaseUrl, source });
  const schema = readSchema(source);
  const files = [{ path: "schema.prisma", content: schema }];
  const { exitCode, stdout } = await withSchemaEngine(emptyDatabaseUrl, schema, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", files, configDir: "." },
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: { externalTables: [], externalEnums: [] },
    }),
  );
  return exitCode === 0 ? null : stdout;
}
