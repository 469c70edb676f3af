import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the schema and its migrations lie, in Prisma's own form. */
export interface MigrationSource {
  schemaFile: string;
  /** Holds `migration_lock.toml` and one folder `TIMESTAMP_name/migration.sql` for each migration. */
  migrationsFolder: string;
}

export interface Migration {
  name: string;
  script: string;
  /** SHA-256 of the script in hex, as Prisma records it. */
  checksum: string;
}

export const productSource: MigrationSource = {
  schemaFile: fileURLToPath(new URL("../../../prisma/schema.prisma", import.meta.url)),
  migrationsFolder: fileURLToPath(new URL("../../../prisma/migrations", import.meta.url)),
};

export function readSchema(source: MigrationSource): string {
  return readFileSync(source.schemaFile, "utf8");
}

/** All migrations, oldest first. */
export function readMigrations(source: MigrationSource): Migration[] {
  if (!existsSync(source.migrationsFolder)) return [];
  const names = readdirSync(source.migrationsFolder).filter((name) => /^\d{14}_\w+$/.test(name));
  return names.sort().map((name) => {
    const script = readFileSync(join(source.migrationsFolder, name, "migration.sql"), "utf8");
    return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
  });
}

/** Writes a migration and answers its file. */
export function writeMigration(source: MigrationSource, name: string, script: string): string {
  const folder = join(source.migrationsFolder, name);
  const file = join(folder, "migration.sql");
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, script);
  writeFileSync(
    join(source.migrationsFolder, "migration_lock.toml"),
    '# Which database these migrations are for. Prisma reads it too.\nprovider = "postgresql"\n',
  );
  return file;
}
