import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { lookAtReadiness } from "@/lib/loops/look-at-readiness";
import { reconcile } from "@/lib/loops/reconcile";
import { someContext } from "@/tests/support/context";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";

let database: TestDatabase;
let db: Db;
const startedAt = new Date("2026-01-01T06:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 2);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

it("a process is ready as soon as the scheduler has let the reconciler look, and not before", async () => {
  const ctx = someContext(db);
  expect(await lookAtReadiness(() => ctx, startedAt)).toMatchObject({ ready: false, lastLookAt: null });
  await reconcile(ctx);
  const lastLookAt = ctx.now().toISOString();
  expect(await lookAtReadiness(() => ctx, startedAt)).toEqual({ ready: true, reasons: [], lastLookAt });
});

it("a database that does not answer is said without its error's words", async () => {
  const lost = createDb("postgresql://regreen:hunter2@127.0.0.1:9/regreen", 1);
  const { ready, reasons } = await lookAtReadiness(() => someContext(lost), startedAt);
  await lost.$disconnect();
  expect(ready).toBe(false);
  expect(reasons).toEqual([expect.stringMatching(/^The database does not answer/)]);
});
