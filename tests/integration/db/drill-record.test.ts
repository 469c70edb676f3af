import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { listConfiguredAgents, saveConfiguredAgent, saveDrillRecord } from "@/lib/db/configured-agents";
import { AgentOptions } from "@/lib/domain/agent-settings";
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

const record = {
  at: "2026-11-21T08:00:00.000Z",
  seed: 1,
  injections: 300,
  reached: 250,
  canariesPlanted: 30,
  canariesOut: 0,
  foreignReferences: 0,
  forbiddenFiles: 0,
  residue: 0,
  contained: true,
};

it("what a drill saw of an agent is kept until the agent is set up differently", async () => {
  const { id: organizationId } = await db.organization.create({
    data: { githubAccountId: 1n, login: "acme", kind: "Organization", installationId: 1n },
  });
  const agent = { id: "a1", organizationId, name: "robin" };
  const options = AgentOptions.parse({ kind: "command", command: ["robin"] });
  await saveConfiguredAgent(db, { ...agent, options }, "ada");
  await saveDrillRecord(db, agent, record);
  expect(await listConfiguredAgents(db, organizationId)).toMatchObject([{ drill: record }]);
  const changed = AgentOptions.parse({ kind: "command", command: ["robin", "--bold"] });
  await saveConfiguredAgent(db, { ...agent, options: changed }, "ada");
  expect(await listConfiguredAgents(db, organizationId)).toMatchObject([{ drill: null }]);
});
