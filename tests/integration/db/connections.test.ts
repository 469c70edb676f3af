import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import {
  addConnection,
  connectionOfWebhook,
  connectionSecrets,
  disableConnection,
  findConnection,
  listConnections,
  listUsableConnections,
  markConnectionHeard,
  markConnectionWorking,
  revokeConnection,
  saveConnectionSettings,
  saveWebhookSecret,
} from "@/lib/db/connections";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest } from "../../support/rows";

let database: TestDatabase;
let db: Db;
beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const now = new Date("2026-01-01T12:00:00Z");

async function connect(changes: { provider?: string } = {}) {
  const { organization } = await somePullRequest(db);
  const id = randomUUID();
  await addConnection(
    db,
    {
      id,
      organizationId: organization.id,
      provider: "circleci",
      label: "CircleCI",
      tokenKind: "personal",
      tokenSealed: "sealed-token",
      webhookSecretSealed: "sealed-secret",
      settings: {},
      account: { login: "ada" },
      createdByLogin: "ada",
      expiresAt: null,
      ...changes,
    },
    now,
  );
  return { id, organizationId: organization.id };
}

it("is found by its own organization and by no other", async () => {
  const [mine, theirs] = [await connect(), await connect()];
  expect(await findConnection(db, mine.organizationId, mine.id)).toMatchObject({ account: { login: "ada" } });
  expect(await findConnection(db, theirs.organizationId, mine.id)).toBeNull();
  expect((await listConnections(db, mine.organizationId, "circleci")).map(({ id }) => id)).toEqual([mine.id]);
});

it("answers a webhook only under the provider it belongs to", async () => {
  const { id, organizationId } = await connect();
  expect(await connectionOfWebhook(db, "circleci", id)).toMatchObject({
    organization: { id: organizationId },
  });
  expect(await connectionOfWebhook(db, "buildkite", id)).toBeNull();
});

it("keeps no secret once it is revoked, and is used for nothing any more", async () => {
  const { id, organizationId } = await connect();
  expect(await revokeConnection(db, organizationId, id, "ada", now)).toBe(true);
  const row = await findConnection(db, organizationId, id);
  expect(row?.[connectionSecrets.token]).toBeNull();
  expect(row?.[connectionSecrets.webhookSecret]).toBeNull();
  expect(await connectionOfWebhook(db, "circleci", id)).toBeNull();
  expect(await listConnections(db, organizationId, "circleci")).toEqual([]);
  expect(await revokeConnection(db, organizationId, id, "ada", now)).toBe(false);
});

it("cannot be revoked by another organization", async () => {
  const [mine, theirs] = [await connect(), await connect()];
  expect(await revokeConnection(db, theirs.organizationId, mine.id, "eve", now)).toBe(false);
  expect((await findConnection(db, mine.organizationId, mine.id))?.tokenSealed).toBe("sealed-token");
});

it("is not used while its token is refused, says so once, and is used again when it works", async () => {
  const { id, organizationId } = await connect({ provider: "only-here" });
  expect(await disableConnection(db, organizationId, id, "The token is refused.", now)).toBe(true);
  expect(await disableConnection(db, organizationId, id, "The token is refused.", now)).toBe(false);
  expect(await listUsableConnections(db, "only-here")).toEqual([]);
  await markConnectionWorking(db, organizationId, id, now);
  expect((await listUsableConnections(db, "only-here")).map((row) => row.id)).toEqual([id]);
});

it("remembers its settings, its new webhook secret and when it was heard", async () => {
  const { id, organizationId } = await connect();
  await saveConnectionSettings(db, organizationId, id, { projects: ["a"] });
  await saveWebhookSecret(db, organizationId, id, "sealed-anew");
  await markConnectionHeard(db, organizationId, id, now);
  expect(await findConnection(db, organizationId, id)).toMatchObject({
    settings: { projects: ["a"] },
    webhookSecretSealed: "sealed-anew",
    lastHeardAt: now,
  });
});
