import { spawnSync } from "node:child_process";
import { chownSync, existsSync, lstatSync, readdirSync } from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { assertNever } from "@/lib/assert";

/**
 * PostgreSQL refuses to run as root, and initdb as a user without a name.
 *
 * - `own`: an ordinary user with a name, nothing to do.
 * - `namespace`: a user namespace without mapping. The process keeps its files and loses every privilege, sees itself
 *   as nobody, and so works from any folder, root's private home included.
 * - `nobody`: a container that forbids namespaces, with root in it. Works where nobody can reach the folders.
 */
export type PostgresAccount =
  | { kind: "own" }
  | { kind: "namespace" }
  | { kind: "nobody"; uid: number; gid: number };

/** Nothing of ours reaches the server's environment: no secret, no PG… variable that would change what it does. */
export const serverEnvironment = { PATH: "/usr/bin:/bin:/usr/sbin:/sbin", LC_ALL: "C", TZ: "UTC" };

const nobodyId = 65_534;

export function choosePostgresAccount(): PostgresAccount {
  if (process.getuid === undefined) return { kind: "own" };
  const root = process.getuid() === 0;
  if (!root && hasName()) return { kind: "own" };
  if (spawnSync("unshare", ["--user", "true"], { stdio: "ignore" }).status === 0)
    return { kind: "namespace" };
  if (root) return { kind: "nobody", uid: nobodyId, gid: nobodyId };
  throw new Error(
    `PostgreSQL cannot start: user ${process.getuid()} has no entry in /etc/passwd, and this system allows no user ` +
      "namespace. Run as a named user, or set DATABASE_URL to a PostgreSQL of your own.",
  );
}

/** The program, arguments and ids that run `program` under the account. */
export function underAccount(
  account: PostgresAccount,
  program: string,
  args: string[],
): { program: string; args: string[]; ids: { uid?: number; gid?: number } } {
  switch (account.kind) {
    case "own":
      return { program, args, ids: {} };
    case "namespace":
      return { program: "unshare", args: ["--user", "--", program, ...args], ids: {} };
    case "nobody":
      return { program, args, ids: { uid: account.uid, gid: account.gid } };
    default:
      return assertNever(account, "PostgreSQL account");
  }
}

/** Hands the folder to the account. Only root can have been another account before. */
export function giveFolderTo(account: PostgresAccount, folder: string): void {
  if (process.getuid?.() !== 0 || !existsSync(folder)) return;
  const { uid, gid } = account.kind === "nobody" ? account : { uid: 0, gid: 0 };
  if (lstatSync(folder).uid !== uid) chownAll(folder, uid, gid);
}

function chownAll(path: string, uid: number, gid: number): void {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return;
  if (entry.isDirectory()) for (const name of readdirSync(path)) chownAll(join(path, name), uid, gid);
  chownSync(path, uid, gid);
}

function hasName(): boolean {
  try {
    return userInfo().username !== "";
  } catch {
    return false;
  }
}
