import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyMigrations } from "@/lib/standalone/migrate/apply-migrations";
import { startEmbeddedPostgres } from "@/lib/standalone/postgres/embedded-postgres";

/** A PostgreSQL of the drill's own, without fsync, gone with its folder at the end. */
export async function startDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "regreen-drill-postgres-"));
  const silent = { info: () => {}, warn: () => {} };
  const postgres = await startEmbeddedPostgres({ dataDir, log: silent, durable: false });
  await applyMigrations({ databaseUrl: postgres.url });
  return {
    url: postgres.url,
    async drop() {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
