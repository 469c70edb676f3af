import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/context";
import { createSession } from "@/lib/db/agent-sessions";
import { beginTurn, endTurn } from "@/lib/db/agent-turns";
import { beginAttempt } from "@/lib/db/attempts";
import { saveBudget } from "@/lib/db/budgets";
import { createDb, type Db } from "@/lib/db/client";
import { BudgetLimits } from "@/lib/domain/budget";
import { beginHeldTurn, budgetOf, reserveCall } from "@/lib/loops/budget-of";
import { seeded } from "../../drill/injections";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { someLoop } from "../../support/factories";
import { somePullRequest } from "../../support/rows";

let database: TestDatabase;
let db: Db;
let ctx: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 20);
  ctx = someContext(db);
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

type Owner = Awaited<ReturnType<typeof somePullRequest>>;

/** Another pull request of the same organization with a loop at work, and an agent's turn in it. */
async function someTurn(owner: Owner, number: number) {
  const organizationId = owner.organization.id;
  const { id: _id, number: _number, labels, ...row } = owner.pullRequest;
  const pullRequest = await db.pullRequest.create({ data: { ...row, labels: labels ?? [], number } });
  const loop = await someLoop(db, { ...owner, pullRequest }, { state: "repairing" });
  const key = { organizationId, loopId: loop.id, number: 1 };
  const attempt = await beginAttempt(db, key, loop.headSha, ctx.now());
  const of = { organizationId, loopId: loop.id, attemptId: attempt.id, pullRequestId: pullRequest.id };
  const session = await createSession(
    db,
    { ...of, agent: "one", model: "m", modelSource: "settings", modelProtocol: "openai", fence: 1 },
    ctx.now(),
  );
  const turn = await beginTurn(
    db,
    { organizationId, sessionId: session.id, attemptId: attempt.id },
    0,
    ctx.now(),
  );
  const spender = { organizationId, repositoryId: owner.repository.id, pullRequestId: pullRequest.id };
  let calls = 0;
  return {
    spender,
    attempt,
    /** One call of a model that uses this much. True: it was let through. */
    async call(use: { tokens: number; usd: number }): Promise<boolean> {
      const next = calls + 1;
      const usage = {
        requests: next,
        inputTokens: next * use.tokens,
        outputTokens: 0,
        usd: next * use.usd,
        refused: 0,
      };
      const refusal = await reserveCall(ctx, spender, { id: turn.id, attempt }, usage);
      if (refusal === null) calls = next;
      return refusal === null;
    },
    /** Another turn of the same attempt, with at most this many minutes. */
    hold: (minutesWanted: number) =>
      beginHeldTurn(ctx, spender, attempt, {
        key: { organizationId, sessionId: session.id, attemptId: attempt.id },
        minutesWanted,
      }),
  };
}

const limit = (owner: Owner, limits: object) =>
  saveBudget(
    db,
    { organizationId: owner.organization.id, repositoryId: null },
    BudgetLimits.parse(limits),
    "ada",
  );

describe("no call of a model starts over budget", () => {
  it.each(
    [1, 2, 3, 4, 5, 6].flatMap((seed) =>
      (["day", "organization"] as const).flatMap((scope) =>
        (["tokens", "usd"] as const).map((measure) => ({ seed, scope, measure })),
      ),
    ),
  )(
    "of two loops of one organization that spend at once: $measure of the $scope, seed $seed",
    async (given) => {
      const random = seeded(given.seed);
      const each = 1 + Math.floor(random() * 9);
      const max = 1 + Math.floor(random() * 60);
      const owner = await somePullRequest(db);
      await limit(owner, { [given.scope]: { [given.measure]: max } });
      const turns = [await someTurn(owner, 101), await someTurn(owner, 102)];
      // Each turn asks for its calls one after the other, as an agent does; the two do not wait for each other.
      const passed = await Promise.all(
        turns.map(async (turn) => {
          let count = 0;
          while (await turn.call({ tokens: each, usd: each })) count += 1;
          return count;
        }),
      );
      // The last call that starts is the one that reaches the limit, and there is exactly one such.
      expect(passed.reduce((sum, count) => sum + count, 0)).toBe(Math.ceil(max / each));
    },
  );

  it("of a pull request that has spent its own, while another of the organization goes on", async () => {
    const owner = await somePullRequest(db);
    await limit(owner, { pullRequest: { tokens: 10 } });
    const [one, other] = [await someTurn(owner, 101), await someTurn(owner, 102)];
    expect(await one.call({ tokens: 10, usd: 0 })).toBe(true);
    expect(await one.call({ tokens: 10, usd: 0 })).toBe(false);
    expect(await other.call({ tokens: 10, usd: 0 })).toBe(true);
  });
});

describe("the minutes that are left", () => {
  it.each(["day", "organization"] as const)(
    "of the %s are given to one of two loops that begin at once, and what it does not use to the next",
    async (scope) => {
      const owner = await somePullRequest(db);
      await limit(owner, { [scope]: { minutes: 12 } });
      const [one, other] = [await someTurn(owner, 101), await someTurn(owner, 102)];
      const begun = await Promise.all([one.hold(10), other.hold(10)]);
      expect(begun.map((turn) => (turn.kind === "begun" ? turn.minutes : 0)).sort()).toEqual([10, 2]);
      expect(await (await someTurn(owner, 103)).hold(10)).toEqual({
        kind: "refused",
        reason: expect.stringContaining("held by agents at work"),
      });
      // No time has passed on the clock of these tests.
      const end = { report: "edited", notes: "", transcript: [], toolCalls: 0, usage: null };
      for (const turn of begun)
        if (turn.kind === "begun" && turn.minutes === 10)
          await endTurn(db, owner.organization.id, turn.id, end, ctx.now());
      expect(await (await someTurn(owner, 104)).hold(30)).toMatchObject({ kind: "begun", minutes: 10 });
    },
  );
});

it("a turn whose worker was lost counts no longer than it might have taken", async () => {
  const owner = await somePullRequest(db);
  const turn = await someTurn(owner, 101);
  expect(await turn.hold(10)).toMatchObject({ kind: "begun" });
  const tomorrow = { ...ctx, now: () => new Date(ctx.now().getTime() + 20 * 60 * 60_000) };
  await limit(owner, { day: { minutes: 600 } });
  expect(await budgetOf(tomorrow, turn.spender, null)).toMatchObject({
    kind: "within",
    left: { minutes: 20 },
  });
});

describe("the last permitted attempt", () => {
  it.each(["day", "organization"] as const)("of the %s is one, of two that begin at once", async (scope) => {
    const owner = await somePullRequest(db);
    await limit(owner, { [scope]: { attempts: 1 } });
    const turns = [await someTurn(owner, 101), await someTurn(owner, 102)];
    const verdicts = await Promise.all(turns.map(({ spender, attempt }) => budgetOf(ctx, spender, attempt)));
    expect(verdicts.map(({ kind }) => kind).sort()).toEqual(["spent", "within"]);
  });
});
