import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { freePort, isPortFree } from "../ports";
import { giveFolderTo, type PostgresAccount, serverEnvironment, underAccount } from "./account";

/** The role and the database of the product, both made with the cluster. */
export const databaseOwner = "regreen";

const connectionSchema = z.object({ port: z.int().min(1).max(65_535), password: z.string().min(1) });
export type ClusterConnection = z.infer<typeof connectionSchema>;

/**
 * Makes the cluster's files if there are none. initdb works on another name first: a folder that bears the final name
 * is whole, whatever interrupted us.
 */
export async function ensureCluster(input: {
  folder: string;
  initdb: string;
  account: PostgresAccount;
  durable: boolean;
}): Promise<{ cluster: string; connection: ClusterConnection; created: boolean }> {
  const { folder, account } = input;
  const cluster = join(folder, "cluster");
  const connectionFile = join(folder, "connection.json");
  if (existsSync(cluster)) {
    giveFolderTo(account, cluster);
    const connection = readConnection(folder);
    const port = (await isPortFree(connection.port, "127.0.0.1")) ? connection.port : await freePort();
    if (port !== connection.port) writePrivate(connectionFile, JSON.stringify({ ...connection, port }));
    return { cluster, connection: { ...connection, port }, created: false };
  }
  const connection = { port: await freePort(), password: randomBytes(24).toString("base64url") };
  writePrivate(connectionFile, JSON.stringify(connection));
  initialise({ ...input, cluster, password: connection.password });
  return { cluster, connection, created: true };
}

export function readConnection(folder: string): ClusterConnection {
  return connectionSchema.parse(JSON.parse(readFileSync(join(folder, "connection.json"), "utf8")));
}

function initialise(input: {
  folder: string;
  cluster: string;
  initdb: string;
  account: PostgresAccount;
  password: string;
  durable: boolean;
}): void {
  const draft = join(input.folder, "cluster.new");
  const passwordFile = join(input.folder, "password.new");
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  writePrivate(passwordFile, input.password);
  giveFolderTo(input.account, draft);
  giveFolderTo(input.account, passwordFile);
  const { program, args, ids } = underAccount(input.account, input.initdb, [
    `--pgdata=${draft}`,
    `--username=${databaseOwner}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    ...(input.durable ? [] : ["--no-sync"]),
  ]);
  const answer = spawnSync(program, args, { ...ids, encoding: "utf8", cwd: "/", env: serverEnvironment });
  rmSync(passwordFile, { force: true });
  if (answer.status !== 0) {
    rmSync(draft, { recursive: true, force: true });
    const said = `${answer.error?.message ?? ""}${answer.stderr ?? ""}`
      .trim()
      .split("\n")
      .slice(-4)
      .join("\n");
    throw new Error(
      `PostgreSQL could not prepare ${input.folder}:\n${said}\n` +
        `Start from a folder that ${readerOf(input.account)} can reach, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  renameSync(draft, input.cluster);
}

function readerOf(account: PostgresAccount): string {
  return account.kind === "nobody" ? "the user nobody (PostgreSQL does not run as root)" : "this user";
}

function writePrivate(file: string, content: string): void {
  writeFileSync(`${file}.draft`, content, { mode: 0o600 });
  chmodSync(`${file}.draft`, 0o600);
  renameSync(`${file}.draft`, file);
}
