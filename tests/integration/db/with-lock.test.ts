import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { withLock } from "@/lib/db/with-lock";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const timeoutMs = 5_000;
const query = () => db.$queryRaw`SELECT 1`;

describe("work under a lock", () => {
  it("ends, however many wait for the same lock or for others, and needs connections itself", async () => {
    const names = [
      ...Array.from({ length: 30 }, () => "one"),
      ...Array.from({ length: 30 }, (_, n) => `${n}`),
    ];
    const works = names.flatMap((id) =>
      (["budget", "report"] as const).map((kind) =>
        withLock(db, { kind, id }, timeoutMs, async () => {
          await Promise.all([query(), query(), query()]);
          return id;
        }),
      ),
    );
    expect(await Promise.all(works)).toHaveLength(120);
  });

  it("is alone under its name, and one that fails lets the next in", async () => {
    let atWork = 0;
    const seen: number[] = [];
    const works = Array.from({ length: 12 }, (_, number) =>
      withLock(db, { kind: "budget", id: "alone" }, timeoutMs, async () => {
        atWork += 1;
        seen.push(atWork);
        await query();
        atWork -= 1;
        if (number % 3 === 0) throw new Error("This one failed.");
      }),
    );
    const ends = await Promise.allSettled(works);
    expect(ends.filter(({ status }) => status === "rejected")).toHaveLength(4);
    expect(seen).toEqual(Array.from({ length: 12 }, () => 1));
  });
});
