import { randomBytes } from "node:crypto";
import { Client } from "pg";
import { inject } from "vitest";
import { withDatabase } from "./database-url";
import { templateDatabase } from "./postgres-setup";

export interface TestDatabase {
  url: string;
  /** Ends what is still connected and removes the database. */
  drop(): Promise<void>;
}

/**
 * A fresh, migrated PostgreSQL database of its own, for one test file:
 *
 *     const database = await createTestDatabase();
 *     afterAll(() => database.drop());
 *
 * @param migrated false for a database without any table
 */
export async function createTestDatabase(input: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const postgresUrl = inject("postgresUrl");
  const name = `test_${randomBytes(8).toString("hex")}`;
  const template = input.migrated === false ? "template0" : templateDatabase;
  // FILE_COPY: with fsync off a copy of files is quicker than writing them through the log.
  await onServer(postgresUrl, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  return {
    url: withDatabase(postgresUrl, name),
    drop: () => onServer(postgresUrl, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  };
}

async function onServer(postgresUrl: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: postgresUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
