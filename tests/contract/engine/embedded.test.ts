import { Inngest } from "inngest";
import { Client } from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Engine, EngineTuning } from "@/lib/standalone/engine";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { type App, startApp } from "@/tests/support/engine/app";
import { createJournal, type Journal } from "@/tests/support/engine/effects";
import { createFastClock } from "@/tests/support/engine/fast-clock";
import { quiet } from "@/tests/support/engine/quiet";
import { createKeys, startTestEngine } from "@/tests/support/engine/test-engine";
import { freshId } from "@/tests/support/engine/world";

/** What only the embedded engine promises: its keys, its processes, its housekeeping. */
describe("the embedded engine", () => {
  const keys = createKeys();
  let database: TestDatabase;
  let app: App;
  let journal: Journal;
  let engines: Engine[];
  beforeEach(async () => {
    database = await createTestDatabase({ migrated: false });
    app = await startApp();
    journal = createJournal();
    engines = [];
  });
  afterEach(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await app.close();
    await database.drop();
  });

  async function start(tuning: Partial<EngineTuning> = {}): Promise<Engine> {
    const clock = createFastClock(20);
    const engine = await startTestEngine({
      databaseUrl: database.url,
      appUrl: app.url,
      clock,
      ...keys,
      tuning,
    });
    engines.push(engine);
    return engine;
  }
  function clientOf(engine: Engine): Inngest {
    return new Inngest({ id: "embedded", isDev: false, baseUrl: engine.baseUrl, ...keys, logger: quiet });
  }
  function serveWork(client: Inngest, id = "work"): void {
    const work = client.createFunction(
      { id, retries: 0, triggers: { event: "own/work" } },
      async ({ event, step }) => {
        await step.run("first", () => journal.effect(event.data.id, `${id} first`));
        await step.sleep("nap", "1s");
        await step.run("second", () => journal.effect(event.data.id, `${id} second`));
      },
    );
    app.serve(client, [work]);
  }
  async function count(query: string): Promise<number> {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query(query);
    await client.end();
    return Number(rows[0].count);
  }

  it("answers 401 to whoever lacks its keys, and so does the app", async () => {
    const engine = await start();
    serveWork(clientOf(engine));
    await engine.registered;
    const calls = [
      [`${engine.baseUrl}/e/guessed`, "POST"],
      [`${engine.baseUrl}/fn/register`, "POST"],
      [`${engine.baseUrl}/v1/checkpoint/run/async`, "POST"],
      [`${engine.baseUrl}/v1/runs/run`, "DELETE"],
      [`${app.url}?fnId=embedded-work&stepId=step`, "POST"],
    ] as const;
    for (const [url, method] of calls) {
      const forged = {
        authorization: "Bearer signkey-test-00",
        "x-inngest-signature": `t=${Date.now()}&s=00`,
      };
      const response = await fetch(url, { method, headers: forged, body: method === "POST" ? "{}" : null });
      expect([url, response.status]).toEqual([url, 401]);
    }
  });

  it("takes no event in its own name from outside", async () => {
    const engine = await start();
    serveWork(clientOf(engine));
    await engine.registered;
    const body = JSON.stringify({ name: "inngest/function.failed", data: {} });
    const response = await fetch(`${engine.baseUrl}/e/${keys.eventKey}`, { method: "POST", body });
    expect(response.status).toBe(400);
  });

  it("believes no answer that the app has not signed, and uses up no try for it", async () => {
    const engine = await start({ syncEveryMs: 20 });
    const client = clientOf(engine);
    serveWork(client);
    await engine.registered;
    app.breakWith(200, JSON.stringify("forged result"));
    const id = freshId();
    await client.send({ name: "own/work", data: { id } });
    await expect.poll(() => count("select count(*) from engine.jobs where lost_calls > 0")).toBe(1);
    serveWork(client);
    await journal.until(() => journal.effectsOf(id).includes("work second"));
  });

  it("uses up no try while the app is away, and goes on when it is back", async () => {
    const engine = await start({ syncEveryMs: 20 });
    const client = clientOf(engine);
    serveWork(client);
    await engine.registered;
    await app.close();
    const id = freshId();
    await client.send({ name: "own/work", data: { id } });
    await expect.poll(() => count("select count(*) from engine.jobs where generation >= 3")).toBe(1);
    app = await startApp(app.port);
    serveWork(client);
    await journal.until(() => journal.effectsOf(id).includes("work second"));
  });

  it("notices by itself that a hot reload has changed the functions", async () => {
    const engine = await start({ syncEveryMs: 20 });
    const client = clientOf(engine);
    serveWork(client, "old");
    await engine.registered;
    serveWork(client, "new");
    await expect.poll(() => count("select count(*) from engine.functions where id = 'embedded-new'")).toBe(1);
    const id = freshId();
    await client.send({ name: "own/work", data: { id } });
    await journal.until(() => journal.effectsOf(id).includes("new second"));
    expect(journal.effectsOf(id)).toEqual(["new first", "new second"]);
  });

  it("shares the work of one database between processes, each step once", async () => {
    const [first, second] = await Promise.all([start(), start()]);
    if (!first || !second) throw new Error("two engines were started");
    const clients = [clientOf(first), clientOf(second)];
    for (const client of clients) serveWork(client);
    await Promise.all([first.registered, second.registered]);
    const ids = Array.from({ length: 30 }, freshId);
    await Promise.all(ids.map((id, index) => clients[index % 2]?.send({ name: "own/work", data: { id } })));
    await journal.until(() => ids.every((id) => journal.effectsOf(id).includes("work second")));
    await expect.poll(() => count("select count(*) from engine.runs where state = 'completed'")).toBe(30);
    for (const id of ids) expect(journal.effectsOf(id)).toEqual(["work first", "work second"]);
  });

  it("deletes what ended long ago, and nothing that is under way", async () => {
    const secondOfDays = 1 / 86_400;
    const engine = await start({ keepDays: secondOfDays, pruneEveryMs: 50 });
    const client = clientOf(engine);
    const waiting = client.createFunction(
      { id: "waiting", triggers: { event: "own/wait" } },
      async ({ step }) => step.waitForEvent("never", { event: "own/never", timeout: "30d" }),
    );
    const ending = client.createFunction({ id: "ending", triggers: { event: "own/end" } }, () => "done");
    app.serve(client, [waiting, ending]);
    await engine.registered;
    await client.send([{ name: "own/end" }, { name: "own/wait" }]);
    await expect.poll(() => count("select count(*) from engine.waits")).toBe(1);
    await expect.poll(() => count("select count(*) from engine.events")).toBe(1);
    expect(await count("select count(*) from engine.runs where state = 'running'")).toBe(1);
    expect(await count("select count(*) from engine.runs")).toBe(1);
  });
});
