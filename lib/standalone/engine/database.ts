import pg from "pg";

/** The one way the engine speaks SQL: rows in, rows out. JSON columns arrive parsed; JSON goes in as text. */
export type Sql = { rows<Row>(text: string, values?: readonly unknown[]): Promise<Row[]> };

export type Database = Sql & {
  /** Runs the work in one transaction, again if PostgreSQL had to break a deadlock: the work must touch SQL only. */
  transaction<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result>;
  end(): Promise<void>;
};

const triesMax = 5;
/** serialization_failure, deadlock_detected: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const worthRepeating = new Set(["40001", "40P01"]);

/** Opens a small pool. `onIdleError` hears of connections that broke while unused, which is no failure of any query. */
export function openDatabase(databaseUrl: string, onIdleError: (error: Error) => void): Database {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10, application_name: "regreen-engine" });
  pool.on("error", onIdleError);

  async function once<Result>(work: (sql: Sql) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("begin");
      const result = await work(sqlOf(client));
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  }

  const single = sqlOf(pool);
  return {
    rows: (text, values) => repeating(() => single.rows(text, values)),
    transaction: (work) => repeating(() => once(work)),
    end: () => pool.end(),
  };
}

/** A statement of its own is a transaction too, and one that PostgreSQL broke has done nothing. */
async function repeating<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= triesMax || !worthRepeating.has(codeOf(error))) throw error;
    }
  }
}

function sqlOf(client: pg.Pool | pg.PoolClient): Sql {
  return {
    rows: async <Row>(text: string, values: readonly unknown[] = []) => {
      const result = await client.query(text, [...values]);
      return result.rows as Row[];
    },
  };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
