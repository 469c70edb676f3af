import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginAttempt, saveAttempt } from "@/lib/db/attempts";
import { createDb, type Db } from "@/lib/db/client";
import { acceptDelivery } from "@/lib/db/deliveries";
import { openLoop, takeFence, touchLoop } from "@/lib/db/loops";
import { giveUpDelivery } from "@/lib/loops/handle-delivery";
import { reconcile } from "@/lib/loops/reconcile";
import { validationUntilMs } from "@/lib/loops/validate-repair";
import { someContext } from "@/tests/support/context";
import { createTestDatabase, type TestDatabase } from "@/tests/support/database";
import { somePullRequest, someSha } from "@/tests/support/rows";

let database: TestDatabase;
let db: Db;
const noon = new Date("2026-01-01T12:00:00Z");
const minutesLater = (minutes: number) => new Date(noon.getTime() + minutes * 60_000);

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 2);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

async function look(minute: number) {
  return (await reconcile(someContext(db, { now: () => minutesLater(minute) }))).events;
}

async function someValidation() {
  const { organization, repository, pullRequest } = await somePullRequest(db);
  const loop = await openLoop(
    db,
    {
      organizationId: organization.id,
      repositoryId: repository.id,
      pullRequestId: pullRequest.id,
      headSha: someSha(),
      trigger: `github-actions:${randomUUID()}:1`,
      failingRunIds: [],
      attemptLimit: 3,
      deadlineAt: minutesLater(600),
      repairBranch: (id) => `ci-repair/${id}`,
    },
    noon,
  );
  const at = { organizationId: organization.id, loopId: loop?.id ?? "", attempt: 1 };
  await db.repairLoop.update({ where: { id: at.loopId }, data: { state: "validating" } });
  const drive = await takeFence(db, { ...at, state: "validating" }, noon);
  if (drive === null) throw new Error("nobody else drives it");
  const told = async (minute: number) =>
    (await look(minute)).flatMap((event) =>
      event.name === "loop/validate.requested" && event.data.loopId === at.loopId ? [event.id] : [],
    );
  return { at, drive, told };
}

describe("a loop that waits for CI", () => {
  it("is left to its stage while that looks, however long CI takes", async () => {
    const { drive, told } = await someValidation();
    for (let minute = 5; minute <= 300; minute += 5) await touchLoop(db, drive, minutesLater(minute));
    expect(await told(305)).toEqual([]);
  });

  it("is told again when its stage has not looked for twenty minutes, once for each twenty", async () => {
    const { told } = await someValidation();
    expect(await told(19)).toEqual([]);
    const [first, second, third] = [await told(21), await told(25), await told(41)];
    expect(first).toHaveLength(1);
    expect(second).toEqual(first);
    expect(third).not.toEqual(first);
  });

  it("waits from the push on, also when its stage begins anew", async () => {
    const { at } = await someValidation();
    const key = { organizationId: at.organizationId, loopId: at.loopId, number: 1 };
    await beginAttempt(db, key, someSha(), noon);
    await saveAttempt(db, key, { publishedAt: noon });
    const late = someContext(db, { now: () => minutesLater(45) });
    expect(await validationUntilMs(late, at)).toBe(minutesLater(60).getTime());
  });
});

describe("a delivery that cannot be handled", () => {
  async function someDelivery(installationId: bigint) {
    const accepted = await acceptDelivery(db, {
      provider: "github",
      deliveryId: randomUUID(),
      event: "workflow_run",
      action: "completed",
      installationId,
      payload: {},
    });
    return accepted?.id ?? "";
  }

  it("is set aside with its reason, where people look for why nothing is done, and kept no longer than others", async () => {
    const { organization } = await somePullRequest(db);
    const id = await someDelivery(organization.installationId);
    const ctx = someContext(db, { now: () => new Date() });
    await giveUpDelivery(ctx, id);
    await giveUpDelivery(ctx, id);
    expect(await db.delivery.findUnique({ where: { id } })).toMatchObject({ outcome: "failed" });
    const refusals = await db.refusal.findMany({ where: { organizationId: organization.id } });
    expect(refusals).toMatchObject([
      { code: "delivery_failed", reason: expect.stringContaining("workflow_run") },
    ]);
    const minute = (Date.now() - noon.getTime()) / 60_000;
    const retold = (await look(minute + 5)).filter((event) => event.name === "delivery/accepted");
    expect(retold.map((event) => event.data)).not.toContainEqual({ deliveryId: id });
    await look(minute + 31 * 24 * 60);
    expect(await db.delivery.findUnique({ where: { id } })).toBeNull();
  });
});
