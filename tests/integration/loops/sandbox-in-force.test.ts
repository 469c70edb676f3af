import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import { saveOrganization } from "@/lib/db/organizations";
import { sandboxInForce } from "@/lib/loops/sandbox-in-force";
import { chooseSandbox } from "@/lib/sandbox";
import { createTestDatabase, type TestDatabase } from "../../support/database";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 2);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

function contextWith(production: boolean): Context {
  const sandbox = chooseSandbox({ wanted: "process", toolPath: [], searchPath: process.env.PATH ?? "" });
  return { db, sandbox, settings: { production } } as Context;
}

async function install(number: number): Promise<void> {
  await saveOrganization(
    db,
    {
      githubAccountId: BigInt(number),
      login: `org-${number}`,
      kind: "Organization",
      avatarUrl: null,
      installationId: BigInt(number),
      suspended: false,
    },
    new Date(),
  );
}

it("a plain process is taken for one organization, and refused in production beside a second", async () => {
  await install(1);
  expect(await sandboxInForce(contextWith(true))).toMatchObject({ found: true });
  await install(2);
  expect(await sandboxInForce(contextWith(true))).toEqual({
    found: false,
    reason: expect.stringContaining("no wall between the 2 organizations"),
  });
  expect(await sandboxInForce(contextWith(false))).toMatchObject({ found: true });
});
