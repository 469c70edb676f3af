import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { applyMigrations } from "@/lib/standalone/migrate/apply-migrations";
import { startEmbeddedPostgres } from "@/lib/standalone/postgres/embedded-postgres";
import { withDatabase } from "./database-url";

declare module "vitest" {
  export interface ProvidedContext {
    /** The server of this run, as its owner, on the maintenance database. */
    postgresUrl: string;
  }
}

/** The database that every test database is a copy of. */
export const templateDatabase = "template_regreen";

/** One PostgreSQL for all test files of the run, without fsync, gone with its folder at the end. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), "regreen-test-postgres-"));
  const silent = { info: () => {}, warn: () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir, log: silent, durable: false });
  const postgresUrl = withDatabase(postgres.url, "postgres");
  await prepareTemplate(postgresUrl);
  project.provide("postgresUrl", postgresUrl);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

async function prepareTemplate(postgresUrl: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${templateDatabase}`);
  await client.end();
  await applyMigrations({ databaseUrl: withDatabase(postgresUrl, templateDatabase) });
}
