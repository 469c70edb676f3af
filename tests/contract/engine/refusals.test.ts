import { Inngest, type InngestFunction } from "inngest";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { type App, startApp } from "@/tests/support/engine/app";
import { quiet } from "@/tests/support/engine/quiet";
import { createKeys, startTestEngine } from "@/tests/support/engine/test-engine";
import { freshId, openWorld, type World } from "@/tests/support/engine/world";

type Options = Parameters<Inngest["createFunction"]>[0];

describe("the embedded engine refuses at registration, by name,", () => {
  let database: TestDatabase;
  let app: App;
  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
    app = await startApp();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  const event = { event: "some/event" };
  const refused: [string, Partial<Options>, RegExp][] = [
    ["throttle", { throttle: { limit: 1, period: "1s" } }, /refused-work: throttle is not supported/],
    ["rateLimit", { rateLimit: { limit: 1, period: "1s" } }, /rateLimit is not supported/],
    ["batchEvents", { batchEvents: { maxSize: 2, timeout: "1s" } }, /batchEvents is not supported/],
    ["priority", { priority: { run: "event.data.n" } }, /priority is not supported/],
    ["timeouts", { timeouts: { finish: "1h" } }, /timeouts is not supported/],
    ["cancelOn.timeout", { cancelOn: [{ event: "x", timeout: "1h" }] }, /cancelOn\.timeout is not supported/],
    [
      "cron jitter",
      { triggers: [{ ...{ jitter: "10s" }, cron: "* * * * *" }] },
      /cron jitter is not supported/,
    ],
    ["has()", { triggers: [{ ...event, if: "has(event.data.x)" }] }, /has\(\) means different things/],
    ["a broken expression", { triggers: [{ ...event, if: "event.data ==" }] }, /cannot be used/],
    ["a wildcard trigger", { triggers: [{ event: "some/*" }] }, /wildcard trigger/],
    ["singleton cancel", { singleton: { mode: "cancel" } }, /singleton mode "cancel"/],
    [
      "concurrency of an account",
      { concurrency: { limit: 1, scope: "account", key: "'k'" } },
      /scope "account"/,
    ],
  ];

  it.each(refused)("%s", async (_name, options, reason) => {
    const keys = createKeys();
    const client = new Inngest({
      id: "refused",
      isDev: false,
      ...keys,
      baseUrl: "http://127.0.0.1:1",
      logger: quiet,
    });
    app.serve(client, [client.createFunction({ id: "work", triggers: [event], ...options }, () => null)]);
    const engine = await startTestEngine({ databaseUrl: database.url, appUrl: app.url, ...keys });
    await expect(engine.registered).rejects.toThrow(reason);
    await engine.stop();
  });
});

describe("the embedded engine fails a run that uses", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ functions: unsupported, checkpointing: true });
  });
  afterAll(() => world.close());

  it.each(["step.fetch", "step.waitForSignal"])("%s, and says so", async (feature) => {
    const end = await world.end(await world.send(`refused/${feature}`, { id: freshId() }));
    expect(end).toMatchObject({
      state: "failed",
      error: {
        name: "EngineUnsupportedError",
        message: expect.stringContaining(`${feature} is not supported`),
      },
    });
  });
});

function unsupported(inngest: Inngest.Any): InngestFunction.Any[] {
  return [
    inngest.createFunction({ id: "fetch", triggers: { event: "refused/step.fetch" } }, async ({ step }) => {
      await step.fetch("http://127.0.0.1:1/");
    }),
    inngest.createFunction(
      { id: "signal", triggers: { event: "refused/step.waitForSignal" } },
      async ({ step }) => {
        await step.waitForSignal("wait", { signal: "go", timeout: "1h" });
      },
    ),
  ];
}
