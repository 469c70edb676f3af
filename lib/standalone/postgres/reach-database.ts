import { Client } from "pg";

/** PostgreSQL's numbers are major × 10000 + minor. */
const versionMin = 150_000;
const connectTimeoutMs = 10_000;

/**
 * Makes sure that a database can be used before anything else is begun with it.
 *
 * @throws Error with what happened, why, and what to do; it names the server and never the password
 */
export async function reachDatabase(databaseUrl: string): Promise<void> {
  const client = new Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: "regreen-start",
  });
  // One that breaks off afterwards is told by the query; unheard it would end the process.
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ number: number; version: string }>(
      "SELECT current_setting('server_version_num')::int AS number, current_setting('server_version') AS version",
    );
    const [server] = rows;
    if (server !== undefined && server.number < versionMin)
      throw new Error(`it is version ${server.version}. Regreen needs PostgreSQL 15 or later`);
  } catch (error) {
    const { hostname, port, pathname } = new URL(databaseUrl);
    const database = decodeURIComponent(pathname.slice(1));
    throw new Error(
      `The database "${database}" at ${hostname}:${port || "5432"} cannot be used: ${reasonOf(error)}.`,
    );
  } finally {
    await client.end().catch(() => {});
  }
}

/** Codes of Node's network and of https://www.postgresql.org/docs/current/errcodes-appendix.html */
const advice: ReadonlyMap<string, string> = new Map([
  ["ECONNREFUSED", "Start PostgreSQL there, or correct host and port in DATABASE_URL"],
  ["ENOTFOUND", "Correct the host in DATABASE_URL"],
  ["EAI_AGAIN", "Correct the host in DATABASE_URL, or this machine's name resolution"],
  ["28P01", "Correct user and password in DATABASE_URL; signs such as @ and / are written %40 and %2F"],
  ["28000", "Let this user in by pg_hba.conf, or correct the user in DATABASE_URL"],
  ["3D000", "Create it with `createdb`, or correct the name in DATABASE_URL"],
  ["57P03", "PostgreSQL is starting or stopping; start Regreen again in a moment"],
  ["53300", "PostgreSQL has no connection left; raise max_connections, or end what holds them"],
]);

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error ? String(error.code) : "";
  // Node gives one error for all addresses of a host, whose own message is empty.
  const message = error instanceof AggregateError ? String(error.errors[0]?.message ?? code) : error.message;
  const timedOut = /timeout/i.test(message)
    ? "Correct host and port in DATABASE_URL, or open the way to it"
    : null;
  const next = advice.get(code) ?? timedOut;
  return next === null || next === undefined ? message.replace(/\.$/, "") : `${message}. ${next}`;
}
