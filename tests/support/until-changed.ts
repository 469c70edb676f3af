import { Client } from "pg";
import { changeChannel } from "@/lib/db/client";

/**
 * Answers as soon as `look` finds something, asking again whenever the product says that something changed. Fails with
 * `what` after `timeoutMs`.
 */
export async function untilChanged<T>(
  databaseUrl: string,
  what: string,
  look: () => Promise<T | null>,
  timeoutMs = 60_000,
): Promise<T> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  let wake = () => {};
  let missed = false;
  client.on("notification", () => {
    missed = true;
    wake();
  });
  await client.query(`LISTEN ${changeChannel}`);
  const deadline = Date.now() + timeoutMs;
  try {
    for (;;) {
      missed = false;
      const found = await look();
      if (found !== null) return found;
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`Not seen within ${timeoutMs / 1000} s: ${what}`);
      if (missed) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.min(left, 5_000));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  } finally {
    await client.end();
  }
}
