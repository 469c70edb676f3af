import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { freePort } from "@/lib/standalone/ports";
import { processIdentity } from "@/lib/standalone/process-identity";

const repository = fileURLToPath(new URL("../../..", import.meta.url));
const program = join(repository, "tests/support/programs/launcher.ts");
const folders: string[] = [];
const children: ChildProcess[] = [];

interface Running {
  child: ChildProcess;
  port: number;
  environment: Record<string, string>;
  applicationPid: number;
  serverPid: number;
}

afterEach(async () => {
  for (const child of children.splice(0)) await end(child, "SIGTERM");
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("launch", () => {
  it("gives the application a database, an engine with signed calls and a session secret, kept over a restart", async () => {
    const folder = newFolder();
    const first = await start(folder);
    expect(first.environment).toMatchObject({
      NODE_ENV: "production",
      DATABASE_URL: expect.stringMatching(/^postgresql:\/\/regreen:.+@127\.0\.0\.1:\d+\/regreen$/),
      INNGEST_BASE_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      INNGEST_SIGNING_KEY: expect.stringMatching(/^signkey-regreen-[0-9a-f]{64}$/),
      NEXTAUTH_URL: `http://localhost:${first.port}`,
    });
    expect(first.environment.INNGEST_DEV).toBeUndefined();
    expect(statSync(join(folder, "keys.json")).mode & 0o777).toBe(0o600);
    await end(first.child, "SIGTERM");

    const second = await start(folder);
    for (const name of ["DATABASE_URL", "AUTH_SECRET", "INNGEST_SIGNING_KEY", "INNGEST_EVENT_KEY"]) {
      expect(second.environment[name], name).toBe(first.environment[name]);
    }
  });

  it("leaves no process behind when it is asked to stop", async () => {
    const running = await start(newFolder());
    await end(running.child, "SIGTERM");
    expect(running.child.exitCode).toBe(0);
    expect(processIdentity(running.applicationPid)).toBeNull();
    expect(processIdentity(running.serverPid)).toBeNull();
  });

  it("stops when npm, which started it, was told to", async () => {
    const running = await start(newFolder(), { npm_lifecycle_event: "start" }, ["sh", "-c", '"$@"; :', "sh"]);
    running.child.kill("SIGTERM");
    await expect.poll(() => processIdentity(running.applicationPid), { timeout: 20_000 }).toBeNull();
    await expect.poll(() => processIdentity(running.serverPid), { timeout: 20_000 }).toBeNull();
  });

  it("lets the commands that need its database work beside it", async () => {
    const folder = newFolder();
    await start(folder);
    const migrate = spawn(process.execPath, ["--import", "tsx", "lib/standalone/migrate/main.ts", "apply"], {
      cwd: repository,
      stdio: ["ignore", "pipe", "inherit"],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, REGREEN_DATA_DIR: folder },
    });
    const [said] = await once(migrate.stdout, "data");
    expect(String(said)).toContain("Nothing to apply");
  });

  it("says what to do where the data folder cannot be written", async () => {
    const file = join(newFolder(), "file");
    writeFileSync(file, "");
    const refusal = await start(join(file, "data")).catch((error: Error) => error.message);
    expect(refusal).toContain(`The folder ${join(file, "data")} cannot be written`);
    expect(refusal).toContain("REGREEN_DATA_DIR");
  });

  it("leaves no process behind when it is killed hard, and starts again", async () => {
    const folder = newFolder();
    const running = await start(folder);
    await end(running.child, "SIGKILL");
    await expect.poll(() => processIdentity(running.applicationPid), { timeout: 10_000 }).toBeNull();
    await expect.poll(() => processIdentity(running.serverPid), { timeout: 10_000 }).toBeNull();
    await start(folder);
  });

  it("refuses a second launcher on the same data folder and names the first", async () => {
    const folder = newFolder();
    const { child } = await start(folder);
    const refusal = await start(folder).catch((error: Error) => error.message);
    expect(refusal).toContain(`Regreen is already running on ${folder}, as process ${child.pid}`);
  });

  it("refuses a port that another program has, and leaves nothing running", async () => {
    const folder = newFolder();
    const other = createServer().listen(0);
    const address = other.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    const refusal = await start(folder, { PORT: String(port) }).catch((error: Error) => error.message);
    other.close();
    expect(refusal).toContain(`Port ${port} is taken by another program`);
    await start(folder);
  });

  it("stops at once with the name of a setting that cannot be used, before anything is made", async () => {
    const refusal = await start(newFolder(), { GITHUB_APP_ID: "1" }).catch((error: Error) => error.message);
    expect(refusal).toContain("GITHUB_APP_PRIVATE_KEY is missing while GITHUB_APP_ID is set");
    expect(refusal).not.toContain("PostgreSQL");
  });

  it("does not start in production without a key for stored secrets", async () => {
    const refusal = await start(newFolder(), { REGREEN_SECRET_KEYS: "" }).catch(
      (error: Error) => error.message,
    );
    expect(refusal).toContain("REGREEN_SECRET_KEYS is missing in production");
    expect(refusal).not.toContain("PostgreSQL");
  });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "regreen-launcher-"));
  folders.push(folder);
  return folder;
}

async function start(
  folder: string,
  settings: Record<string, string> = {},
  under: readonly string[] = [],
): Promise<Running> {
  const port = await freePort();
  const [command = "", ...args] = [...under, process.execPath, "--import", "tsx", program];
  const child = spawn(command, args, {
    cwd: repository,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      REGREEN_DATA_DIR: folder,
      REGREEN_SECRET_KEYS: `launcher:${Buffer.alloc(32).toString("base64")}`,
      PORT: String(port),
      ...settings,
    },
  });
  children.push(child);
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk;
  });
  await Promise.race([
    once(child.stdout, "data"),
    once(child, "close").then(() => Promise.reject(new Error(said))),
  ]);
  const answer = await fetch(`http://127.0.0.1:${port}/environment`);
  const environment = (await answer.json()) as Record<string, string>;
  const postmaster = readFileSync(join(folder, "postgres/cluster/postmaster.pid"), "utf8");
  return {
    child,
    port,
    environment,
    applicationPid: Number(environment.pid),
    serverPid: Number(postmaster.split("\n")[0]),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, "close");
  child.kill(signal);
  await closed;
}
