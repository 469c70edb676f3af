import type { Client } from "pg";

/** Every table's rows as JSON, in a stable order, without the migrations' own record. */
export type TableContents = Record<string, Record<string, unknown>[]>;

interface Column {
  table: string;
  name: string;
  type: string;
  udt: string;
}

/**
 * Puts two rows into every table, with a value in every column. All texts of one row number are equal, so that every
 * reference between tables finds its row.
 */
export async function fillEveryTable(client: Client): Promise<void> {
  const enums = await enumValues(client);
  const tables = groupByTable(await columns(client));
  await client.query("SET session_replication_role = replica");
  for (const [table, its] of tables) {
    for (const row of [1, 2]) {
      const values = its.map((column) => literal(column, row, enums));
      const names = its.map((column) => `"${column.name}"`);
      await client.query(`INSERT INTO "${table}" (${names.join(", ")}) VALUES (${values.join(", ")})`);
    }
  }
  await client.query("SET session_replication_role = DEFAULT");
}

export async function readEveryTable(client: Client): Promise<TableContents> {
  const contents: TableContents = {};
  for (const { table } of await columns(client)) {
    const { rows } = await client.query(
      `SELECT to_jsonb(t) AS row FROM "${table}" t ORDER BY to_jsonb(t)::text`,
    );
    contents[table] = rows.map(({ row }) => row);
  }
  return contents;
}

async function columns(client: Client): Promise<Column[]> {
  const { rows } = await client.query<Column>(
    `SELECT c.table_name AS table, c.column_name AS name, c.data_type AS type, c.udt_name AS udt
     FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name <> '_prisma_migrations'
       AND c.is_generated = 'NEVER'
     ORDER BY c.table_name, c.ordinal_position`,
  );
  return rows;
}

async function enumValues(client: Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ type: string; value: string }>(
    `SELECT t.typname AS type, min(e.enumlabel) AS value FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY 1`,
  );
  return new Map(rows.map(({ type, value }) => [type, value]));
}

function groupByTable(all: Column[]): Map<string, Column[]> {
  const groups = new Map<string, Column[]>();
  for (const column of all) groups.set(column.table, [...(groups.get(column.table) ?? []), column]);
  return groups;
}

function literal({ type, udt }: Column, row: number, enums: Map<string, string>): string {
  switch (type) {
    case "boolean":
      return row === 1 ? "true" : "false";
    case "integer":
    case "bigint":
    case "smallint":
    case "numeric":
    case "double precision":
    case "real":
      return String(row);
    case "jsonb":
    case "json":
      return `'{"row": ${row}}'`;
    case "ARRAY":
      return "'{}'";
    case "bytea":
      return `'\\x0${row}'`;
    case "USER-DEFINED":
      return `'${enums.get(udt)}'`;
  }
  return type.startsWith("timestamp") || type === "date" ? `'2026-01-0${row}'` : `'row ${row}'`;
}
