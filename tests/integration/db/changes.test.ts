import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { watchChanges } from "@/lib/db/changes";
import { createDb, type Db, notifyChanged } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let db: Db;
const stops: (() => void)[] = [];
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 2);
});
afterAll(async () => {
  for (const stop of stops) stop();
  await db.$disconnect();
  await database.drop();
});

/** Watches one organization; answers how often something was told. */
function watch(organizationId: string, seenAtMs: number) {
  const heard = { times: 0 };
  stops.push(
    watchChanges({ databaseUrl: database.url, organizationId, seenAtMs }, () => {
      heard.times += 1;
    }),
  );
  return heard;
}

const minuteMs = 60_000;

describe("an open page", () => {
  it("misses nothing of what changed between its rendering and its listening", async () => {
    // The first one comes before the database listens: it is told when it does.
    const first = watch("acme", Date.now());
    await expect.poll(() => first.times).toBe(1);
    await notifyChanged(db, "acme");
    await expect.poll(() => first.times).toBe(2);

    const renderedBefore = watch("acme", Date.now());
    expect(renderedBefore.times).toBe(1);
    await notifyChanged(db, "acme");
    await expect.poll(() => [first.times, renderedBefore.times]).toEqual([3, 2]);
  });

  it("is not told of what was there when it was rendered, nor of others' changes", async () => {
    const later = watch("acme", Date.now() + minuteMs);
    expect(later.times).toBe(0);
    const elsewhere = watch("globex", Date.now() + minuteMs);
    await notifyChanged(db, "acme");
    await expect.poll(() => later.times).toBe(1);
    expect(elsewhere.times).toBe(0);
  });
});
