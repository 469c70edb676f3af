// The migrate command: `npm run migrate -- apply | create NAME | status`.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { withDatabase, withServer } from "../postgres/with-database";
import { applyMigrations } from "./apply-migrations";
import { createMigration } from "./create-migration";
import { migrationStatus } from "./migration-status";

const usage = `Usage:
  npm run migrate -- apply         bring the database to the newest migration
  npm run migrate -- create NAME   write the migration that leads to prisma/schema.prisma
  npm run migrate -- status        say what is applied, pending, unknown, edited and failed

The database is DATABASE_URL, or the embedded one of REGREEN_DATA_DIR.`;

async function main([command, name]: string[]): Promise<number> {
  switch (command) {
    case "apply":
      return await withDatabase(apply);
    case "status":
      return await withDatabase(status);
    case "create":
      if (name !== undefined)
        return await withScratchServer((emptyDatabaseUrl) => create(emptyDatabaseUrl, name));
  }
  console.error(usage);
  return 2;
}

async function apply(databaseUrl: string): Promise<number> {
  const applied = await applyMigrations({ databaseUrl });
  for (const migration of applied) console.log(`applied ${migration}`);
  if (applied.length === 0) console.log("Nothing to apply: the database is at the newest migration.");
  return 0;
}

async function status(databaseUrl: string): Promise<number> {
  const found = await migrationStatus({ databaseUrl });
  for (const [state, names] of Object.entries(found))
    for (const name of names) console.log(`${state} ${name}`);
  return found.pending.length + found.unknown.length + found.edited.length + found.failed.length === 0
    ? 0
    : 1;
}

async function create(emptyDatabaseUrl: string, name: string): Promise<number> {
  const path = await createMigration({ emptyDatabaseUrl, name, now: new Date() });
  console.log(
    path === null ? "Nothing to write: the migrations lead to the schema already." : relative("", path),
  );
  return 0;
}

/** Playing migrations to compare them needs a server to make databases on: never the one with the data. */
async function withScratchServer(use: (databaseUrl: string) => Promise<number>): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "regreen-migrate-"));
  try {
    return await withServer(folder, use, false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
