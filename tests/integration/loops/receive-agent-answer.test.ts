import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signAnswer } from "@/lib/agents/rest/signature";
import type { Context } from "@/lib/context";
import { createDb, type Db } from "@/lib/db/client";
import { receiveAgentAnswer } from "@/lib/loops/receive-agent-answer";
import { callbacksOf } from "@/lib/loops/repair/open-callback";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { somePullRequest } from "../../support/rows";

let database: TestDatabase;
let db: Db;
let ctx: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
  ctx = someContext(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const answer = (notes: string) =>
  JSON.stringify({ status: "completed", result: { kind: "no_change", notes } });

async function someRun(minutes = 10) {
  const { organization } = await somePullRequest(db);
  const deadlineMs = ctx.now().getTime() + minutes * 60_000;
  const callbacks = callbacksOf(ctx, { organizationId: organization.id, deadlineMs });
  const callback = await callbacks.open();
  const callbackId = callback.url.split("/").at(-1) ?? "";
  const send = (text: string, token = callback.token, id = callbackId) => {
    const body = Buffer.from(text);
    const signature = token === "" ? null : signAnswer(body, token);
    return receiveAgentAnswer(ctx, { callbackId: id, signature, readBody: async () => body });
  };
  return { callbacks, callback, callbackId, send };
}

describe("an answer that an agent elsewhere sends", () => {
  it("is read once by its run, and counts once however often it is sent", async () => {
    const { callback, send } = await someRun();
    expect(await callback.takeAnswer()).toBeNull();
    const sent = await Promise.all(Array.from({ length: 5 }, () => send(answer("Nothing to do."))));
    expect(sent.map(({ kind }) => kind).sort()).toEqual(["accepted", ...Array(4).fill("duplicate")]);
    expect(await callback.takeAnswer()).toBe(answer("Nothing to do."));
    expect(await callback.takeAnswer()).toBeNull();
    expect(await send(answer("Nothing to do."))).toEqual({ kind: "duplicate" });
  });

  it("does not take the place of the first one", async () => {
    const { callback, send } = await someRun();
    await send(answer("First."));
    expect(await send(answer("Second."))).toEqual({ kind: "conflict" });
    expect(await callback.takeAnswer()).toBe(answer("First."));
  });

  it.each([
    ["without a signature", ""],
    ["signed with another token", "another"],
  ])("%s is refused as if there were no such run", async (_what, token) => {
    const { callback, send } = await someRun();
    expect(await send(answer("x"), token)).toEqual({ kind: "forged" });
    expect(await send(answer("x"), callback.token, "no-such-run")).toEqual({ kind: "forged" });
    expect(await callback.takeAnswer()).toBeNull();
  });

  it("signed for one run moves no other", async () => {
    const [one, other] = [await someRun(), await someRun()];
    expect(await other.send(answer("x"), one.callback.token)).toEqual({ kind: "forged" });
    expect(await other.callback.takeAnswer()).toBeNull();
  });

  it("is refused after the deadline, and after its run has ended", async () => {
    expect(await (await someRun(-1)).send(answer("Late."))).toEqual({ kind: "expired" });
    const ended = await someRun();
    await ended.callbacks.close();
    expect(await ended.send(answer("Late."))).toEqual({ kind: "expired" });
  });

  it("that came in time may be sent again after the run has ended", async () => {
    const { callbacks, send } = await someRun();
    await send(answer("Done."));
    await callbacks.close();
    expect(await send(answer("Done."))).toEqual({ kind: "duplicate" });
  });

  it("that is not in the contract's form is sent back with where the form stands", async () => {
    const { send } = await someRun();
    for (const text of [
      "{",
      '{"status":"running","id":"x"}',
      '{"status":"completed","result":{"kind":"won"}}',
    ])
      expect(await send(text)).toMatchObject({
        kind: "bad_request",
        reason: expect.stringContaining("/schemas/"),
      });
  });

  it("whose body is too large is not kept", async () => {
    const { callbackId, callback } = await someRun();
    const received = { callbackId, signature: signAnswer("x", callback.token), readBody: async () => null };
    expect(await receiveAgentAnswer(ctx, received)).toEqual({ kind: "forged" });
  });
});

it("the token is sealed in its row", async () => {
  const { callback, callbackId } = await someRun();
  const row = await db.agentCallback.findUniqueOrThrow({ where: { id: callbackId } });
  expect(JSON.stringify(row)).not.toContain(callback.token);
});
