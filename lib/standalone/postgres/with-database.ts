import { join } from "node:path";
import { env } from "../../env";
import { startEmbeddedPostgres } from "./embedded-postgres";

const progress = { info: console.error, warn: console.error };

/** Runs `use` with the database of this installation: DATABASE_URL, or the embedded one, started for as long as it takes. */
export async function withDatabase<T>(use: (databaseUrl: string) => Promise<T>): Promise<T> {
  const { databaseUrl, dataDir } = env();
  return databaseUrl === null ? await withServer(join(dataDir, "postgres"), use) : await use(databaseUrl);
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
