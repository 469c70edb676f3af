import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import * as bindings from "@prisma/schema-engine-wasm/schema_engine_bg";
import { CatalogAdapterFactory, CatalogPool } from "./catalog-adapter";

export type SchemaEngine = bindings.SchemaEngine;

let loaded = false;

/**
 * Prisma's schema engine as WebAssembly, from npm. The ordinary one is a binary that the Prisma command downloads at its
 * first run, from a host that many networks do not reach.
 *
 * It reads and compares only. What it would run goes through the adapter's `executeScript`, which cuts a script at each
 * semicolon, those in texts and functions included, and runs the pieces without a transaction.
 */
export async function withSchemaEngine<T>(
  databaseUrl: string,
  schema: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  loadBindings();
  const pool = new CatalogPool({ connectionString: databaseUrl, max: 2 });
  const adapter = bindMigrationAwareSqlAdapterFactory(new CatalogAdapterFactory(pool));
  const engine = await bindings.SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => {},
    adapter,
  );
  try {
    return await use(engine);
  } finally {
    engine.free();
    await pool.end();
  }
}

/** What the package's own entry does with a bundler's `import` of the .wasm file, which Node 20 does not know. */
function loadBindings(): void {
  if (loaded) return;
  const folder = dirname(
    createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
  );
  const module = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const imports: WebAssembly.Imports = {};
  for (const { module: name } of WebAssembly.Module.imports(module)) {
    imports[name] = bindings as unknown as WebAssembly.ModuleImports;
  }
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message: rethrowPanic } });
  const { exports } = new WebAssembly.Instance(module, imports);
  bindings.__wbg_set_wasm(exports);
  (exports.__wbindgen_start as () => void)();
  loaded = true;
}

function rethrowPanic(message: string): never {
  throw new Error(`Prisma's schema engine stopped: ${message}`);
}
