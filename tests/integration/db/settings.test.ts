import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { listSettingChanges, readSettings, saveSettings } from "@/lib/db/settings";
import { effectivePolicy, PolicySettings } from "@/lib/domain/policy";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { somePullRequest } from "@/tests/support/rows";

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

it("a repository's value goes before the organization's, and the page can say so", async () => {
  const { organization, repository } = await somePullRequest(db);
  const ofOrganization = { organizationId: organization.id, repositoryId: null };
  const ofRepository = { organizationId: organization.id, repositoryId: repository.id };
  await saveSettings(
    db,
    ofOrganization,
    PolicySettings.parse({ attemptLimit: 2, automaticRepair: true }),
    "ada",
  );
  await saveSettings(db, ofRepository, PolicySettings.parse({ attemptLimit: 5 }), "grace");
  const stored = await readSettings(db, organization.id, repository.id);
  const effective = effectivePolicy(stored.organization, stored.repository);
  expect(effective.attemptLimit).toEqual({ value: 5, source: "repository" });
  expect(effective.automaticRepair).toEqual({ value: true, source: "organization" });
  expect(effective.mode.source).toBe("default");
});

it("each change is kept with who made it and what it replaced, and saving the same again adds nothing", async () => {
  const { organization } = await somePullRequest(db);
  const level = { organizationId: organization.id, repositoryId: null };
  await saveSettings(db, level, PolicySettings.parse({ agents: ["fixers"] }), "ada");
  expect(await saveSettings(db, level, PolicySettings.parse({ agents: ["fixers"] }), "ada")).toEqual([]);
  expect(await saveSettings(db, level, PolicySettings.parse({}), "grace")).toEqual(["agents"]);
  const changes = await listSettingChanges(db, level, 10);
  expect(changes.map(({ actorLogin, before, after }) => ({ actorLogin, before, after }))).toEqual([
    { actorLogin: "grace", before: ["fixers"], after: null },
    { actorLogin: "ada", before: null, after: ["fixers"] },
  ]);
});

it("of many people who save at once, each is in the history with what they really replaced", async () => {
  const { organization } = await somePullRequest(db);
  const level = { organizationId: organization.id, repositoryId: null };
  const limits = [1, 2, 3, 4, 5];
  await Promise.all(
    limits.map((attemptLimit) =>
      saveSettings(db, level, PolicySettings.parse({ attemptLimit }), `p${attemptLimit}`),
    ),
  );
  const changes = await listSettingChanges(db, level, 10);
  const befores = changes.map((change) => change.before).filter((before) => before !== null);
  expect(changes).toHaveLength(limits.length);
  expect(new Set(befores).size).toBe(limits.length - 1);
});

it("a stored value that no longer fits counts as not set", async () => {
  const { organization } = await somePullRequest(db);
  await db.organizationSettings.create({
    data: { organizationId: organization.id, attemptLimit: 99, mode: "repair" },
  });
  const { organization: settings } = await readSettings(db, organization.id, null);
  expect(settings).toMatchObject({ attemptLimit: null, mode: "repair" });
});
