import type { Sql } from "./database";
import type { EngineFunction } from "./function-config";

/**
 * The functions that the app serves, in memory for speed and in the database so that an event that arrives
 * between the engine's start and the app's is not lost for want of a reader.
 */
export type Registry = {
  all(): readonly EngineFunction[];
  find(id: string): EngineFunction | undefined;
  replace(functions: readonly EngineFunction[]): void;
};

export function createRegistry(functions: readonly EngineFunction[]): Registry {
  let byId = new Map(functions.map((fn) => [fn.id, fn]));
  return {
    all: () => [...byId.values()],
    find: (id) => byId.get(id),
    replace: (fresh) => {
      byId = new Map(fresh.map((fn) => [fn.id, fn]));
    },
  };
}

export async function loadFunctions(sql: Sql): Promise<EngineFunction[]> {
  const rows = await sql.rows<{ config: EngineFunction }>("select config from engine.functions order by id");
  return rows.map((row) => row.config);
}

export async function storeFunctions(sql: Sql, functions: readonly EngineFunction[]): Promise<void> {
  await sql.rows("delete from engine.functions where not id = any($1)", [functions.map((fn) => fn.id)]);
  for (const fn of functions) {
    await sql.rows(
      "insert into engine.functions (id, config) values ($1, $2) on conflict (id) do update set config = excluded.config",
      [fn.id, JSON.stringify(fn)],
    );
  }
}
