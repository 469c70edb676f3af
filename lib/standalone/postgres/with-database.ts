import { join } from "node:path";
import { env } from "../../env";
import { FolderInUseError } from "../folder-lock";
import { runningPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { reachDatabase } from "./reach-database";

const progress = { info: console.error, warn: console.error };

/**
 * Runs `use` with the database of this installation: DATABASE_URL, or the embedded one, which is started for as long as it
 * takes where Regreen does not run.
 */
export async function withDatabase<T>(use: (databaseUrl: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = env();
  if (databaseUrl === null) return await withEmbedded(join(dataDir, "postgres"), use);
  await reachDatabase(databaseUrl);
  return await use(databaseUrl);
}

async function withEmbedded<T>(folder: string, use: (databaseUrl: string) => Promise<T>): Promise<T> {
  try {
    return await withServer(folder, use);
  } catch (error) {
    const running = error instanceof FolderInUseError ? runningPostgres(folder) : null;
    if (running === null) throw error;
    return await use(running);
  }
}

/** Runs `use` with an embedded PostgreSQL of this folder. Only `durable` ones survive a power cut. */
export async function withServer<T>(
  dataDir: string,
  use: (databaseUrl: string) => Promise<T>,
  durable = true,
): Promise<T> {
  const { url, stop } = await startEmbeddedPostgres({ dataDir, log: progress, durable });
  try {
    return await use(url);
  } finally {
    await stop();
  }
}
