import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { createKeys } from "@/tests/support/engine/test-engine";

const runCount = 8;

/** Real processes, really killed, at moments that differ from run to run: that is the guarantee. */
describe("after kill -9 of the engine, of the app and of both, at random moments,", () => {
  const keys = createKeys();
  const folder = mkdtempSync(join(tmpdir(), "regreen-crash-"));
  const effectsFile = join(folder, "effects");
  let database: TestDatabase;
  let client: Client;
  let engineOptions: object;
  let appOptions: object;
  let engine: ChildProcess;
  let app: ChildProcess;
  let eventsUrl: string;

  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
    client = new Client({ connectionString: database.url });
    await client.connect();
    const [enginePort, appPort] = [await freePort(), await freePort()];
    const baseUrl = `http://127.0.0.1:${enginePort}`;
    eventsUrl = `${baseUrl}/e/${keys.eventKey}`;
    const appUrl = `http://127.0.0.1:${appPort}/api/inngest`;
    engineOptions = { databaseUrl: database.url, appUrl, port: enginePort, ...keys };
    appOptions = { port: appPort, effectsFile, baseUrl, ...keys };
    [app, engine] = await Promise.all([startApp(), startEngine()]);
  });
  afterAll(async () => {
    for (const child of [engine, app]) child.kill("SIGKILL");
    await client.end();
    await database.drop();
    rmSync(folder, { recursive: true });
  });

  const startApp = () => startProgram("engine-app.ts", appOptions);
  const startEngine = () => startProgram("engine-process.ts", engineOptions);

  it("all runs complete, and no step that was recorded runs again", async () => {
    const events = Array.from({ length: runCount }, (_, id) => ({ name: "crash/work", data: { id } }));
    const sent = await fetch(eventsUrl, { method: "POST", body: JSON.stringify(events) });
    expect(sent.status).toBe(200);
    for (const victim of ["engine", "app", "both", "engine"]) {
      await pause(100 + Math.random() * 500);
      const victims = victim === "both" ? ["engine", "app"] : [victim];
      await Promise.all(victims.map((name) => kill(name === "app" ? app : engine)));
      if (victims.includes("app")) app = await startApp();
      if (victims.includes("engine")) engine = await startEngine();
    }
    await expect
      .poll(completedRuns, { timeout: 30_000, interval: 100 })
      .toEqual({ work: runCount, told: runCount });
    expect(await executedAfterRecorded()).toEqual([]);
  });

  async function completedRuns(): Promise<Record<string, number>> {
    const { rows } = await client.query<{ id: string; count: string }>(
      "select substr(function_id, 7) as id, count(*) from engine.runs where state = 'completed' group by 1",
    );
    return Object.fromEntries(rows.map((row) => [row.id, Number(row.count)]));
  }

  /** Steps that began later than the moment at which they had been recorded. */
  async function executedAfterRecorded(): Promise<string[]> {
    const { rows } = await client.query<{ run_id: string; name: string; recorded_at: Date }>(
      "select run_id, name, recorded_at from engine.steps",
    );
    const recordedAt = new Map(rows.map((row) => [`${row.run_id} ${row.name}`, row.recorded_at.getTime()]));
    const lines = readFileSync(effectsFile, "utf8").trim().split("\n");
    return lines.filter((line) => {
      const [at = "", ...step] = line.split(" ");
      return Number(at) > (recordedAt.get(step.join(" ")) ?? Number.POSITIVE_INFINITY);
    });
  }
});

async function startProgram(name: string, options: object): Promise<ChildProcess> {
  const program = join(import.meta.dirname, "../../support/programs", name);
  const child = spawn(process.execPath, ["--import", "tsx", program, JSON.stringify(options)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
