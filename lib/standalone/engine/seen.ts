import type { Sql } from "./database";

/**
 * True the first time within so many hours that this key is seen. The insert itself decides, so that two processes that
 * ask at once cannot both hear "first".
 */
export async function countsOnce(
  sql: Sql,
  scope: string,
  key: string,
  hours: number,
  now: Date,
): Promise<boolean> {
  const until = new Date(now.getTime() + hours * 3_600_000);
  const rows = await sql.rows(
    `insert into engine.seen (scope, key, until) values ($1, $2, $3)
     on conflict (scope, key) do update set until = excluded.until where seen.until <= $4
     returning key`,
    [scope, key.replaceAll("\0", ""), until, now],
  );
  return rows.length > 0;
}
