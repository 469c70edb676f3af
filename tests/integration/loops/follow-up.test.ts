import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import { FollowUpDocument, followUpDocument } from "@/lib/domain/follow-up-task";
import { cancelFollowUp, failFollowUp, runFollowUp } from "@/lib/loops/follow-up";
import { reconcile } from "@/lib/loops/reconcile";
import { askForFollowUp } from "@/lib/loops/schedule-follow-up";
import { someContext } from "@/tests/support/context";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { type LoopOwner, someLoop } from "@/tests/support/factories";
import { somePullRequest } from "@/tests/support/rows";

// GitHub is out of reach in all of these: what is asked of it fails.

let database: TestDatabase;
let db: Db;
let owner: LoopOwner;
const noon = new Date("2026-01-01T12:00:00Z");
const minutesLater = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);
const at = (minutes: number) => someContext(db, { now: () => minutesLater(minutes) });

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 2);
  owner = await somePullRequest(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function someTask() {
  const loop = await someLoop(db, owner, { outcome: "escalated", endedAt: noon });
  await db.repairLoop.update({ where: { id: loop.id }, data: { endReportedAt: noon } });
  const where = { organizationId: owner.organization.id, loopId: loop.id };
  await askForFollowUp(at(0), where);
  const { id: taskId } = await db.followUpTask.findFirstOrThrow({ where });
  return { where, key: { organizationId: where.organizationId, taskId } };
}

const read = (taskId: string) => db.followUpTask.findUnique({ where: { id: taskId } });
const toldAgain = async (minutes: number) =>
  (await reconcile(at(minutes))).events.flatMap((event) =>
    event.name === "follow-up/scheduled" ? [event.data.taskId] : [],
  );

describe("a follow-up task", () => {
  it("is scheduled an hour ahead by a person, one at a time, and in its published form", async () => {
    const { where, key } = await someTask();
    const row = await read(key.taskId);
    expect(FollowUpDocument.parse(row?.document)).toMatchObject({
      id: `delayed-${noon.getTime()}`,
      scheduledFor: minutesLater(60).toISOString(),
      type: "pr_readiness_check",
      status: "scheduled",
    });
    expect(await askForFollowUp(at(1), where)).toEqual({
      scheduled: false,
      reason: "A check of this pull request is scheduled already.",
    });
    await cancelFollowUp(at(2), key, "ada");
    expect(await askForFollowUp(at(3), where)).toMatchObject({ scheduled: true });
    expect(await db.followUpTask.count({ where })).toBe(2);
  });

  it("that cannot be made fails visibly, and a person may run it again", async () => {
    const { key } = await someTask();
    await expect(runFollowUp(at(60), key)).rejects.toThrow("GitHub");
    expect(await read(key.taskId)).toMatchObject({ status: "executing" });
    await failFollowUp(at(65), key);
    const failed = await read(key.taskId);
    expect(failed).toMatchObject({ status: "failed", result: expect.stringContaining("could not be made") });
    expect(failed && followUpDocument(failed).status).toBe("failed");
    expect(await runFollowUp(at(66), key)).toEqual([]);
    await expect(runFollowUp(at(67), key, "by_person")).rejects.toThrow("GitHub");
    expect(await read(key.taskId)).toMatchObject({ status: "executing", endedAt: null });
  });

  it("whose worker died in the middle is told again", async () => {
    const { key } = await someTask();
    await expect(runFollowUp(at(60), key)).rejects.toThrow("GitHub");
    expect(await toldAgain(80)).not.toContain(key.taskId);
    expect(await toldAgain(91)).toContain(key.taskId);
  });

  it("of a repository that is out of reach completes and says so, without asking GitHub", async () => {
    const { key } = await someTask();
    const where = { id: owner.repository.id };
    await db.repository.update({ where, data: { removedAt: noon } });
    await runFollowUp(at(60), key);
    await db.repository.update({ where, data: { removedAt: null } });
    expect(await read(key.taskId)).toMatchObject({
      status: "completed",
      result: expect.stringContaining("no access"),
    });
  });

  it("is removed a week after its end, and not before", async () => {
    const { key } = await someTask();
    await cancelFollowUp(at(0), key, "ada");
    await reconcile(at(7 * 24 * 60));
    expect(await read(key.taskId)).not.toBeNull();
    await reconcile(at(7 * 24 * 60 + 1));
    expect(await read(key.taskId)).toBeNull();
  });
});
