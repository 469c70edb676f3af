import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type CiRunRowFacts, saveCiRun } from "@/lib/db/ci-runs";
import { createDb, type Db } from "@/lib/db/client";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest, someSha } from "../../support/rows";

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

const run: CiRunRowFacts = {
  provider: "github-actions",
  externalId: "7",
  runAttempt: 1,
  name: "CI",
  headSha: someSha(),
  headBranch: "feature",
  event: "push",
  status: "in_progress",
  conclusion: null,
  url: null,
  startedAt: null,
  completedAt: null,
};
const completed = { ...run, status: "completed", conclusion: "failure" };

describe("a CI run in the database", () => {
  it("is one row, however many webhooks of it arrive together", async () => {
    const { organization, repository } = await somePullRequest(db);
    const rows = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        saveCiRun(db, organization.id, repository.id, index % 2 === 0 ? run : completed),
      ),
    );
    expect(new Set(rows.map((row) => row.id)).size).toBe(1);
    expect(await saveCiRun(db, organization.id, repository.id, run)).toMatchObject({ status: "completed" });
  });

  it("stays completed when an older state of it comes late", async () => {
    const { organization, repository } = await somePullRequest(db);
    await saveCiRun(db, organization.id, repository.id, completed);
    const late = await saveCiRun(db, organization.id, repository.id, run);
    expect(late).toMatchObject({ status: "completed", conclusion: "failure" });
  });

  it.each([
    ["minutes later", 5],
    ["in the same second", 1],
  ])(
    "that waited for an approval ends again under its number %s, and is not set back by what comes late",
    async (_, minute) => {
      const { organization, repository } = await somePullRequest(db);
      const save = (facts: CiRunRowFacts) =>
        saveCiRun(db, organization.id, repository.id, { ...facts, externalId: "8" });
      const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 12, minute));
      const held = { ...completed, conclusion: "action_required", completedAt: at(1) };
      await save(held);
      expect(await save(run)).toMatchObject({ conclusion: "action_required" });
      expect(await save({ ...completed, completedAt: at(minute) })).toMatchObject({ conclusion: "failure" });
      expect(await save(held)).toMatchObject({ conclusion: "failure" });
    },
  );
});
