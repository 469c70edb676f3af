import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { advanceLoop, endLoop, holdsFence, loopById, openLoop, takeFence } from "@/lib/db/loops";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest, someSha } from "../../support/rows";

let database: TestDatabase;
let db: Db;
const now = new Date("2026-01-01T12:00:00Z");

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function someLoop(trigger = "github-actions:1:1") {
  const { organization, repository, pullRequest } = await somePullRequest(db);
  const facts = {
    organizationId: organization.id,
    repositoryId: repository.id,
    pullRequestId: pullRequest.id,
    headSha: someSha(),
    trigger,
    failingRunIds: [trigger],
    attemptLimit: 3,
    deadlineAt: now,
    repairBranch: (id: string) => `ci-repair/${id}`,
  };
  const opened = await openLoop(db, facts, now);
  if (opened === null) throw new Error("the first loop of a pull request opens");
  return { facts, key: { organizationId: organization.id, loopId: opened.id } };
}

describe("a loop in the database", () => {
  it("is opened once, however many workers see the same failure at the same moment", async () => {
    for (let round = 0; round < 25; round += 1) {
      const { organization, repository, pullRequest } = await somePullRequest(db);
      const facts = {
        organizationId: organization.id,
        repositoryId: repository.id,
        pullRequestId: pullRequest.id,
        headSha: someSha(),
        trigger: `github-actions:${round}:1`,
        failingRunIds: [],
        attemptLimit: 3,
        deadlineAt: now,
        repairBranch: (id: string) => `ci-repair/${id}`,
      };
      const racers = await Promise.all(Array.from({ length: 8 }, () => openLoop(db, facts, now)));
      expect(racers.filter((opened) => opened !== null)).toHaveLength(1);
    }
  });

  it("is not opened again for the same trigger after it has ended, but for a new one it is", async () => {
    const { facts, key } = await someLoop();
    await endLoop(db, { ...key, fence: null }, { outcome: "fixed", reason: "Green." }, now);
    expect(await openLoop(db, facts, now)).toBeNull();
    expect(await openLoop(db, { ...facts, trigger: "github-actions:1:2" }, now)).not.toBeNull();
  });

  it("is the only open one of its pull request, also for another commit", async () => {
    const { facts } = await someLoop();
    expect(
      await openLoop(db, { ...facts, headSha: someSha(), trigger: "github-actions:2:1" }, now),
    ).toBeNull();
  });

  it("obeys the newest fence only: a worker that wakes up late changes nothing", async () => {
    const { key } = await someLoop();
    const late = await takeFence(db, { ...key, state: "collecting", attempt: 1 }, now);
    const newest = await takeFence(db, { ...key, state: "collecting", attempt: 1 }, now);
    if (late === null || newest === null) throw new Error("both stages find the loop where they expect it");
    expect(await holdsFence(db, late)).toBe(false);
    expect(await advanceLoop(db, late, "collecting", "repairing", {}, now)).toBe(false);
    expect(await endLoop(db, late, { outcome: "escalated", reason: "Late." }, now)).toBe(false);
    expect(await advanceLoop(db, newest, "collecting", "repairing", {}, now)).toBe(true);
  });

  it("is not taken by a stage that expects it elsewhere", async () => {
    const { key } = await someLoop();
    expect(await takeFence(db, { ...key, state: "validating", attempt: 1 }, now)).toBeNull();
    expect(await takeFence(db, { ...key, state: "collecting", attempt: 2 }, now)).toBeNull();
  });

  it("ends once, and the first end stands", async () => {
    const { key } = await someLoop();
    const drive = await takeFence(db, { ...key, state: "collecting", attempt: 1 }, now);
    if (drive === null) throw new Error("an open loop can be taken");
    const ends = await Promise.all([
      endLoop(db, drive, { outcome: "fixed", reason: "By its drive." }, now),
      endLoop(db, { ...key, fence: null }, { outcome: "cancelled", reason: "From outside." }, now),
    ]);
    expect(ends.filter(Boolean)).toHaveLength(1);
    const loop = await loopById(db, key.organizationId, key.loopId);
    expect(loop.endReason).toBe(ends[0] ? "By its drive." : "From outside.");
    expect(await endLoop(db, { ...key, fence: null }, { outcome: "cancelled", reason: "Again." }, now)).toBe(
      false,
    );
  });

  it("belongs to its organization: another one's key finds nothing", async () => {
    const { key } = await someLoop();
    const other = await somePullRequest(db);
    await expect(loopById(db, other.organization.id, key.loopId)).rejects.toThrow();
    expect(
      await endLoop(
        db,
        { ...key, organizationId: other.organization.id, fence: null },
        { outcome: "cancelled", reason: "Theirs." },
        now,
      ),
    ).toBe(false);
  });
});
