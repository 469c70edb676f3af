import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDb, type Db } from "@/lib/db/client";
import type { RegreenEvent } from "@/lib/domain/events";
import { receiveDelivery } from "@/lib/loops/receive-delivery";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";

const secret = "a secret of this test";
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

function delivery(
  body: string | Uint8Array,
  changes: Partial<{
    event: string | null;
    deliveryId: string | null;
    signature: string | null;
    signedWith: string;
  }> = {},
) {
  const bytes = typeof body === "string" ? Buffer.from(body) : body;
  const signature = `sha256=${createHmac("sha256", changes.signedWith ?? secret)
    .update(bytes)
    .digest("hex")}`;
  return { event: "workflow_run", deliveryId: randomUUID(), signature, body: bytes, ...changes };
}

function intake(send: (events: readonly RegreenEvent[]) => Promise<void> = async () => {}) {
  return someContext(db, { send, webhookSecrets: [secret, "the secret before it"] });
}

describe("a webhook delivery", () => {
  it("is a row before it is answered, and its event names the row only", async () => {
    const sent: RegreenEvent[] = [];
    const ctx = intake(async (events) => {
      sent.push(...events);
    });
    const answer = await receiveDelivery(
      ctx,
      delivery('{"action":"completed","installation":{"id":42},"log":"private"}'),
    );
    if (answer.kind !== "accepted")
      throw new Error(`expected the delivery to be accepted, got ${answer.kind}`);
    expect(await db.delivery.findUnique({ where: { id: answer.id } })).toMatchObject({
      outcome: "accepted",
      action: "completed",
      installationId: 42n,
    });
    expect(sent).toEqual([
      { name: "delivery/accepted", data: { deliveryId: answer.id }, id: `delivery:${answer.id}` },
    ]);
  });

  it("is kept when the scheduler cannot be told", async () => {
    const ctx = intake(() => Promise.reject(new Error("the scheduler is away")));
    const answer = await receiveDelivery(ctx, delivery('{"action":"completed"}'));
    expect(answer.kind).toBe("accepted");
  });

  it("counts once, also when a thousand copies arrive together", async () => {
    const one = delivery('{"action":"completed"}');
    const ctx = intake();
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => receiveDelivery(ctx, one)));
    expect(answers.filter((answer) => answer.kind === "accepted")).toHaveLength(1);
    expect(answers.filter((answer) => answer.kind === "duplicate")).toHaveLength(999);
  });

  it("is accepted under the secret that is being replaced", async () => {
    expect(
      (await receiveDelivery(intake(), delivery("{}", { signedWith: "the secret before it" }))).kind,
    ).toBe("accepted");
  });

  it.each([
    ["no signature", { signature: null }],
    ["another secret's signature", { signedWith: "guess" }],
    ["an old algorithm", { signature: `sha1=${"0".repeat(40)}` }],
    ["a cut signature", { signature: "sha256=00" }],
  ])("is refused as forged with %s, and leaves no row", async (_what, changes) => {
    const deliveryId = randomUUID();
    const answer = await receiveDelivery(intake(), delivery("{}", { ...changes, deliveryId }));
    expect(answer.kind).toBe("forged");
    expect(await db.delivery.count({ where: { deliveryId } })).toBe(0);
  });

  it.each([
    ["not JSON", delivery("<html>")],
    ["a JSON list", delivery("[]")],
    ["not UTF-8", delivery(new Uint8Array([0x7b, 0xff, 0x7d]))],
    ["a character that no database stores", delivery('{"name":"\\u0000"}')],
    ["no event header", delivery("{}", { event: null })],
    ["a delivery id of another form", delivery("{}", { deliveryId: "../../etc" })],
  ])("is a bad request when it is %s", async (_what, received) => {
    const answer = await receiveDelivery(intake(), received);
    expect(answer.kind).toBe("bad_request");
  });
});
