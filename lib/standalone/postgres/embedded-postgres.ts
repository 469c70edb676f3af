import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { lockFolder } from "../folder-lock";
import { tether } from "../tether";
import { choosePostgresAccount, type PostgresAccount, serverEnvironment, underAccount } from "./account";
import { findPostgresBinaries } from "./binaries";
import { type ClusterConnection, databaseOwner, ensureCluster, readConnection } from "./cluster";
import { clearPostmaster, readPostmaster, stopPostmaster } from "./postmaster";

export interface EmbeddedPostgres {
  /** `postgresql://…` of the product's database, with its password. */
  url: string;
  pid: number;
  /** Clean shutdown; returns when the server has ended and the folder is free again. */
  stop(): Promise<void>;
}

interface Log {
  info(message: string): void;
  warn(message: string): void;
}

/** Redo after a crash may take a while on a slow disk; a healthy start takes under two seconds. */
const startTimeoutMs = 120_000;

/**
 * Runs PostgreSQL 18 from npm on a folder: loopback TCP, a port and a password that stay, one server per folder.
 * The server does not outlive this process: killed hard, it is shut down within a second by a watching shell.
 *
 * @param durable false only where the data may be lost with the machine, such as in tests: no fsync
 * @throws FolderInUseError where another process runs a server on this folder
 */
export async function startEmbeddedPostgres(input: {
  dataDir: string;
  log: Log;
  durable?: boolean;
}): Promise<EmbeddedPostgres> {
  const { log, durable = true } = input;
  mkdirSync(input.dataDir, { recursive: true });
  const folder = realpathSync(input.dataDir);
  const lock = lockFolder(folder, "The embedded PostgreSQL");
  try {
    const binaries = findPostgresBinaries();
    const account = choosePostgresAccount();
    if ((await clearPostmaster(join(folder, "cluster"))) === "stopped") {
      log.warn("Stopped the PostgreSQL that a killed Regreen had left behind");
    }
    const { cluster, connection, created } = await ensureCluster({
      folder,
      initdb: binaries.initdb,
      account,
      durable,
    });
    if (created) log.info("Prepared a new PostgreSQL data folder");
    const logFile = join(folder, "postgres.log");
    const child = startServer({
      postgres: binaries.postgres,
      account,
      cluster,
      connection,
      durable,
      logFile,
    });
    try {
      await untilReady({ child, cluster, logFile });
      await ensureDatabase(connection);
    } catch (error) {
      if (child.pid !== undefined && child.exitCode === null) await stopPostmaster(child.pid);
      throw error;
    }
    const pid = child.pid ?? 0;
    return {
      url: databaseUrl(connection, databaseOwner),
      pid,
      stop: async () => {
        await stopPostmaster(pid);
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The address of the server that another process runs on this folder; null where none is ready there. */
export function runningPostgres(dataDir: string): string | null {
  const isReady = readPostmaster(join(dataDir, "cluster"))?.ready === true;
  return isReady ? databaseUrl(readConnection(dataDir), databaseOwner) : null;
}

function startServer(input: {
  postgres: string;
  account: PostgresAccount;
  cluster: string;
  connection: ClusterConnection;
  durable: boolean;
  logFile: string;
}): ChildProcess {
  const settings: Record<string, string> = {
    listen_addresses: "127.0.0.1",
    port: String(input.connection.port),
    // TCP only: a socket path has room for 107 bytes, and the lock file beside it survives kill -9.
    unix_socket_directories: "",
    max_connections: "100",
    shared_buffers: "128MB",
    // Statements and rows stay out of the log; only what keeps the server from running is written.
    log_min_messages: "fatal",
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
    ...(input.durable ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }),
  };
  const { program, args, ids } = underAccount(input.account, input.postgres, [
    "-D",
    input.cluster,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ]);
  const logTo = openSync(input.logFile, "w", 0o600);
  // Detached: Ctrl-C reaches the whole terminal group, and the server has to be the last to go.
  const child = spawn(program, args, {
    ...ids,
    cwd: "/",
    detached: true,
    stdio: ["ignore", logTo, logTo],
    env: serverEnvironment,
  });
  closeSync(logTo);
  child.on("error", () => {});
  child.unref();
  tether(child, "INT");
  return child;
}

async function untilReady(input: { child: ChildProcess; cluster: string; logFile: string }): Promise<void> {
  const { child } = input;
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    const postmaster = readPostmaster(input.cluster);
    if (postmaster?.ready && postmaster.pid === child.pid) return;
    const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      const said = readFileSync(input.logFile, "utf8").trim().split("\n").slice(-6).join("\n");
      throw new Error(
        `PostgreSQL ${ended ? "ended while starting" : "did not get ready in time"}. It said:\n${said}\n` +
          "Mend what it names, or set DATABASE_URL to a PostgreSQL of your own.",
      );
    }
    await delay(20);
  }
}

async function ensureDatabase(connection: ClusterConnection): Promise<void> {
  const client = new Client({ connectionString: databaseUrl(connection, "postgres") });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [databaseOwner]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE "${databaseOwner}"`);
  } finally {
    await client.end();
  }
}

function databaseUrl(connection: ClusterConnection, database: string): string {
  return `postgresql://${databaseOwner}:${connection.password}@127.0.0.1:${connection.port}/${database}`;
}
