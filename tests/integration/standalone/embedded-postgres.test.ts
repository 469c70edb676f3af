import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Client } from "pg";
import { afterEach, describe, expect, it } from "vitest";
import { processIdentity } from "@/lib/standalone/process-identity";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const program = join(repository, "tests/support/programs/embedded-postgres.ts");
const folders: string[] = [];
const children: ChildProcess[] = [];

interface Account {
  name: string;
  ids: { uid?: number; gid?: number };
}

/** Who we are, and as root also an ordinary user, where that user can read this checkout. */
const accounts: Account[] = [{ name: process.getuid?.() === 0 ? "root" : "an ordinary user", ids: {} }];
if (process.getuid?.() === 0 && everyoneReaches(repository)) {
  accounts.push({ name: "an ordinary user", ids: { uid: 65_534, gid: 65_534 } });
}

afterEach(async () => {
  for (const child of children.splice(0)) await end(child, "SIGTERM");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe.each(accounts)("embedded PostgreSQL as $name", (account) => {
  it("keeps rows, address and password over a restart, in a folder with an odd name", async () => {
    const folder = join(newFolder(account), "it's $odd; \"ü");
    const first = await startServer(folder, account);
    await query(first.url, "CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('still here')");
    await end(first.child, "SIGTERM");
    expect(processIdentity(first.pid)).toBeNull();

    const second = await startServer(folder, account);
    expect(second.url).toBe(first.url);
    expect(await query(second.url, "SELECT word FROM kept")).toEqual([{ word: "still here" }]);
    expect(statSync(join(folder, "connection.json")).mode & 0o777).toBe(0o600);
  });

  it("loses no committed row when server and launcher are killed hard", async () => {
    const folder = newFolder(account);
    const first = await startServer(folder, account);
    await query(first.url, "CREATE TABLE kept (n int)", "INSERT INTO kept SELECT generate_series(1, 1000)");
    process.kill(first.pid, "SIGKILL");
    await end(first.child, "SIGKILL");

    const second = await startServer(folder, account);
    expect(await query(second.url, "SELECT count(*)::int AS n FROM kept")).toEqual([{ n: 1000 }]);
  });

  it("refuses a second start on the same folder and names the process that has it", async () => {
    const folder = newFolder(account);
    const first = await startServer(folder, account);
    const refusal = await startServer(folder, account).catch((error: Error) => error.message);
    expect(refusal).toContain(`already running on ${folder}, as process ${first.child.pid}`);
    expect(refusal).toContain("REGREEN_DATA_DIR");
    expect(await query(first.url, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
  });
});

describe("embedded PostgreSQL", () => {
  it("works in a private home folder", async () => {
    const folder = mkdtempSync(join(homedir(), "regreen-test-"));
    folders.push(folder);
    chmodSync(folder, 0o700);
    const { url } = await startServer(folder);
    expect(await query(url, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
  });

  it("does not outlive a launcher that was killed hard", async () => {
    const { child, pid } = await startServer(newFolder());
    await end(child, "SIGKILL");
    await expect.poll(() => processIdentity(pid), { timeout: 10_000 }).toBeNull();
  });

  it("stops a server whose launcher was killed before it starts the next: never two on one folder", async () => {
    const folder = newFolder();
    const first = await startServer(folder);
    // Without its watching shell the server stays; that is the case to prove.
    const stopped = process.kill(first.pid, "SIGSTOP");
    await end(first.child, "SIGKILL");
    const second = startServer(folder);
    process.kill(first.pid, "SIGCONT");
    const { url, pid } = await second;
    expect(stopped).toBe(true);
    expect(pid).not.toBe(first.pid);
    expect(processIdentity(first.pid)).toBeNull();
    expect(await query(url, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
  });

  it("starts after a crash although the number of the dead server belongs to another program now", async () => {
    const folder = newFolder();
    const first = await startServer(folder);
    process.kill(first.pid, "SIGKILL");
    await end(first.child, "SIGKILL");
    const note = join(folder, "cluster/postmaster.pid");
    const lines = readFileSync(note, "utf8").split("\n");
    await writeFile(note, [String(process.pid), ...lines.slice(1)].join("\n"));
    await writeFile(join(folder, "lock"), JSON.stringify({ pid: process.pid, identity: "another birth" }));

    const second = await startServer(folder);
    expect(await query(second.url, "SELECT 1 AS alive")).toEqual([{ alive: 1 }]);
  });

  it("says what PostgreSQL said and what to do when the folder is damaged", async () => {
    const folder = newFolder();
    const first = await startServer(folder);
    await end(first.child, "SIGTERM");
    rmSync(join(folder, "cluster/global"), { recursive: true });
    const refusal = await startServer(folder).catch((error: Error) => error.message);
    expect(refusal).toContain("pg_control");
    expect(refusal).toContain("DATABASE_URL");
  });
});

function newFolder(account: Account = { name: "", ids: {} }): string {
  const folder = mkdtempSync(join(tmpdir(), "regreen-postgres-"));
  folders.push(folder);
  if (account.ids.uid !== undefined) chownSync(folder, account.ids.uid, account.ids.gid ?? account.ids.uid);
  return folder;
}

/** A launcher in a process of its own, so that it can be killed. Rejects with what it said on standard error. */
async function startServer(
  folder: string,
  account: Account = { name: "", ids: {} },
): Promise<{ child: ChildProcess; url: string; pid: number }> {
  const child = spawn(process.execPath, ["--import", "tsx", program, folder], {
    ...account.ids,
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  const line = await Promise.race([
    once(child.stdout, "data").then(([chunk]) => String(chunk)),
    once(child, "close").then(() => Promise.reject(new Error(said))),
  ]);
  return { child, ...(JSON.parse(line) as { url: string; pid: number }) };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
}

async function query(url: string, ...statements: string[]): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    let rows: unknown[] = [];
    for (const statement of statements) rows = (await client.query(statement)).rows;
    return rows;
  } finally {
    await client.end();
  }
}

function everyoneReaches(path: string): boolean {
  const parts = path.split("/").filter(Boolean);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    if ((statSync(`/${parts.slice(0, depth).join("/")}`).mode & constants.S_IXOTH) === 0) return false;
  }
  accessSync(path, constants.R_OK);
  return true;
}
