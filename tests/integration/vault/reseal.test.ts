import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { createDb } from "@/lib/db/client";
import { addConnection, connectionSecrets } from "@/lib/db/connections";
import { listSealedSecrets } from "@/lib/db/sealed-secrets";
import { resealSecrets } from "@/lib/loops/reseal-secrets";
import { createVault } from "@/lib/vault";
import type { Vault } from "@/lib/vault/types";
import { createTestDatabase } from "@/tests/support/database";
import { readEveryTable } from "@/tests/support/filled-tables";
import { somePullRequest } from "@/tests/support/rows";
import { someKey } from "@/tests/support/vault";

const database = await createTestDatabase();
const db = createDb(database.url, 4);
const old = createVault([someKey("old")]);
const both = createVault([someKey("new"), someKey("old")]);
const newOnly = createVault([someKey("new")]);
const canary = `canary-${randomUUID()}`;

afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

describe("resealing", () => {
  it("leaves every secret readable with the new key alone, and none of them in the database", async () => {
    const rows = [];
    for (let count = 0; count < 20; count += 1) rows.push(await connection(old, `${canary}-${count}`));
    expect(await resealSecrets({ db, vault: both })).toEqual({
      resealed: 20,
      current: 0,
      changedMeanwhile: 0,
      refused: [],
    });
    for (const [count, { id, organizationId }] of rows.entries())
      expect(await readToken(newOnly, id, organizationId)).toBe(`${canary}-${count}`);
    expect(await resealSecrets({ db, vault: newOnly })).toMatchObject({ resealed: 0, current: 20 });
    expect(await everythingStored()).not.toContain(canary);
  });

  it("loses nothing of what is written and read while it runs", async () => {
    const { id, organizationId } = await connection(old, "0");
    let stop = false;
    const resealing = (async () => {
      while (!stop) await resealSecrets({ db, vault: both });
    })();
    for (let round = 1; round <= 100; round += 1) {
      const writer = round % 2 === 0 ? old : both;
      const tokenSealed = writer.seal(String(round), placeOf(id, organizationId));
      await db.connection.update({ where: { id }, data: { tokenSealed } });
      expect(await readToken(both, id, organizationId)).toBe(String(round));
    }
    stop = true;
    await resealing;
    await resealSecrets({ db, vault: both });
    expect(await readToken(newOnly, id, organizationId)).toBe("100");
  });

  it("names what it cannot open, leaves it as it was, and goes on with the rest", async () => {
    const lost = await connection(createVault([someKey("lost")]), "gone");
    const swapped = await connection(old, "mine");
    const envelope = old.seal("theirs", placeOf(swapped.id, lost.organizationId));
    await db.connection.update({ where: { id: swapped.id }, data: { tokenSealed: envelope } });
    const healthy = await connection(old, "healthy");
    const { resealed, refused } = await resealSecrets({ db, vault: both });
    expect(resealed).toBe(1);
    expect(refused.map(({ place }) => place.rowId).sort()).toEqual([lost.id, swapped.id].sort());
    expect(await readToken(newOnly, healthy.id, healthy.organizationId)).toBe("healthy");
    const stored = await listSealedSecrets(db);
    expect(stored.find(({ rowId }) => rowId === swapped.id)?.envelope).toBe(envelope);
  });
});

function placeOf(rowId: string, organizationId: string) {
  return { table: connectionSecrets.table, column: connectionSecrets.token, organizationId, rowId };
}

async function connection(vault: Vault, token: string) {
  const { organization } = await somePullRequest(db);
  const id = randomUUID();
  return addConnection(
    db,
    {
      id,
      organizationId: organization.id,
      provider: "circleci",
      label: "Tests",
      tokenKind: "personal",
      tokenSealed: vault.seal(token, placeOf(id, organization.id)),
      webhookSecretSealed: null,
      settings: {},
      account: {},
      createdByLogin: "ada",
      expiresAt: null,
    },
    new Date("2026-01-01T12:00:00Z"),
  );
}

async function readToken(vault: Vault, id: string, organizationId: string) {
  const { tokenSealed } = await db.connection.findUniqueOrThrow({ where: { id } });
  return vault.open(tokenSealed ?? "", placeOf(id, organizationId));
}

async function everythingStored(): Promise<string> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return JSON.stringify(await readEveryTable(client));
  } finally {
    await client.end();
  }
}
