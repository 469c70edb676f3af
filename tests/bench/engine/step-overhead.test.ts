import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Inngest } from "inngest";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Engine } from "@/lib/standalone/engine";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { type App, startApp } from "@/tests/support/engine/app";
import { quiet } from "@/tests/support/engine/quiet";
import { createKeys, startTestEngine } from "@/tests/support/engine/test-engine";

/**
 * What one step costs above its own work: the time between the bodies of two steps that do nothing. The reference, measured in
 * the same run on the same machine, is the least that any engine outside of the app must pay: one HTTP call and one commit.
 */

const stepCount = 200;
/** Seen: 2.3 to 2.9. Above this the engine does something needless for each step, however fast the machine is. */
const ratioMax = 8;

describe("one recorded step", () => {
  const keys = createKeys();
  let database: TestDatabase;
  let app: App;
  let engine: Engine;
  beforeAll(async () => {
    database = await createTestDatabase({ migrated: false });
    app = await startApp();
    engine = await startTestEngine({ databaseUrl: database.url, appUrl: app.url, ...keys });
  });
  afterAll(async () => {
    await engine.stop();
    await app.close();
    await database.drop();
  });

  it("costs a small multiple of an HTTP call with a commit", async () => {
    const reference = median(await callsWithCommit(database.url));
    const step = median(await steps());
    const ratio = step / reference;
    console.info(
      `step: ${step.toFixed(2)} ms at the median of ${stepCount}; HTTP call and commit: ${reference.toFixed(2)} ms; ratio ${ratio.toFixed(1)}`,
    );
    expect(ratio).toBeLessThan(ratioMax);
  });

  async function steps(): Promise<number[]> {
    const client = new Inngest({
      id: "bench",
      isDev: false,
      baseUrl: engine.baseUrl,
      ...keys,
      logger: quiet,
    });
    const moments: number[] = [];
    const done = new Promise<void>((resolve) => {
      const many = client.createFunction(
        { id: "many", triggers: { event: "bench/many" } },
        async ({ step }) => {
          for (let number = 0; number < stepCount; number += 1) {
            await step.run(`step-${number}`, () => {
              moments.push(performance.now());
            });
          }
          resolve();
        },
      );
      app.serve(client, [many]);
    });
    await engine.synchronise();
    await client.send({ name: "bench/many" });
    await done;
    return gaps(moments);
  }
});

async function callsWithCommit(databaseUrl: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("create table reference (number int)");
  const server = createServer(async (_request, response) => {
    await client.query("insert into reference values (1)");
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const moments: number[] = [];
  for (let number = 0; number <= stepCount; number += 1) {
    moments.push(performance.now());
    const response = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body: "{}" });
    await response.text();
  }
  server.closeAllConnections();
  server.close();
  await client.end();
  return gaps(moments);
}

function gaps(moments: readonly number[]): number[] {
  return moments.slice(1).map((moment, index) => moment - (moments[index] ?? moment));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
