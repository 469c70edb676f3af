// Starts the embedded PostgreSQL on the folder named by the first argument, says so as JSON, and stays until told to stop.
import { startEmbeddedPostgres } from "@/lib/standalone/postgres/embedded-postgres";

async function main(dataDir: string): Promise<void> {
  const { url, pid, stop } = await startEmbeddedPostgres({
    dataDir,
    log: { info: console.error, warn: console.error },
  });
  console.log(JSON.stringify({ url, pid }));
  process.once("SIGTERM", async () => {
    await stop();
    process.exit(0);
  });
  setInterval(() => {}, 60_000);
}

main(process.argv[2] ?? "").catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
