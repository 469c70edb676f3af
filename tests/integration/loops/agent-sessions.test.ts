import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agents } from "@/lib/agents";
import type { Context } from "@/lib/context";
import { closeSessions, moveSession } from "@/lib/db/agent-sessions";
import { beginTurn, endTurn } from "@/lib/db/agent-turns";
import { beginAttempt } from "@/lib/db/attempts";
import { saveBudget } from "@/lib/db/budgets";
import { createDb, type Db } from "@/lib/db/client";
import { loopById } from "@/lib/db/loops";
import { takeMessages } from "@/lib/db/session-messages";
import { saveSettings } from "@/lib/db/settings";
import { AgentOptions } from "@/lib/domain/agent-settings";
import { BudgetLimits } from "@/lib/domain/budget";
import { PolicySettings } from "@/lib/domain/policy";
import { agentsOf } from "@/lib/loops/agents-of";
import { budgetLimitsOf, budgetOf } from "@/lib/loops/budget-of";
import { configureAgent, forgetAgent } from "@/lib/loops/configure-agent";
import { openSession } from "@/lib/loops/repair/open-session";
import { sendMessage, stopSession } from "@/lib/loops/talk-to-session";
import { briefWith } from "../../support/agents/brief";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { someLoop } from "../../support/factories";
import { somePullRequest } from "../../support/rows";

let database: TestDatabase;
let db: Db;
let ctx: Context;

beforeAll(async () => {
  database = await createTestDatabase();
  db = createDb(database.url, 10);
  const plain = someContext(db);
  ctx = {
    ...plain,
    agents: Object.values(agents),
    settings: { ...plain.settings, agentHosts: ["api.openai.com", "127.0.0.1:4711"] },
  };
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const acp = (model: string | null = "model-a") => ({
  kind: "acp",
  preset: "opencode",
  model: { protocol: "openai", endpoint: "https://api.openai.com/v1", model },
});

async function someRepair() {
  const owner = await somePullRequest(db);
  const row = await someLoop(db, owner, { state: "repairing" });
  const organizationId = owner.organization.id;
  const loop = await loopById(db, organizationId, row.id);
  const attempt = await beginAttempt(
    db,
    { organizationId, loopId: row.id, number: 1 },
    row.headSha,
    ctx.now(),
  );
  const open = (fence: number, agentId = "one", options: unknown = acp()) =>
    openSession(ctx, {
      loop,
      drive: { organizationId, loopId: row.id, fence },
      attemptId: attempt.id,
      agentId,
      options: options === null ? null : AgentOptions.parse(options),
    });
  return { owner, organizationId, loop, attempt, open };
}

const idOf = (opened: { kind: string; id?: string }) => {
  if (opened.id === undefined) throw new Error(`no session: ${opened.kind}`);
  return opened.id;
};

describe("a session", () => {
  it("is one for a pull request, however many workers of one drive open it at the same moment", async () => {
    const { open, loop } = await someRepair();
    await Promise.all(Array.from({ length: 6 }, () => open(1)));
    const running = await db.agentSession.findMany({ where: { loopId: loop.id, status: "RUNNING" } });
    expect(running).toHaveLength(1);
  });

  it("that works for a newer drive is left alone", async () => {
    const { open } = await someRepair();
    await open(5);
    expect((await open(4)).kind).toBe("already_fixing");
    expect((await open(4, "another")).kind).toBe("already_fixing");
  });

  it("whose worker lost the loop gets the next prompt, and its cut-off turn has failed", async () => {
    const { open, organizationId, attempt } = await someRepair();
    const first = idOf(await open(1));
    const of = { organizationId, sessionId: first, attemptId: attempt.id };
    const turn = await beginTurn(db, of, 10, ctx.now());
    expect(idOf(await open(2))).toBe(first);
    expect(await db.agentTurn.findUniqueOrThrow({ where: { id: turn.id } })).toMatchObject({
      report: "failed",
    });
  });

  it("that waits for CI is woken again; one that ended is not", async () => {
    const { open, organizationId } = await someRepair();
    const first = idOf(await open(1));
    await moveSession(db, { organizationId, id: first }, "IDLE", {}, ctx.now());
    expect(idOf(await open(2))).toBe(first);
    await moveSession(db, { organizationId, id: first }, "COMPLETED", {}, ctx.now());
    expect(await moveSession(db, { organizationId, id: first }, "IDLE", {}, ctx.now())).toBe(false);
    expect(idOf(await open(3))).not.toBe(first);
  });

  it("gives its place to another agent's when its own turn is over", async () => {
    const { open, organizationId } = await someRepair();
    const first = idOf(await open(1, "one"));
    await moveSession(db, { organizationId, id: first }, "IDLE", {}, ctx.now());
    const second = idOf(await open(1, "two"));
    expect(second).not.toBe(first);
  });

  it("inherits the model of the pull request's last session, and blocks where there is none", async () => {
    const { open, organizationId } = await someRepair();
    expect(await open(1, "unset", acp(null))).toMatchObject({ kind: "no_model" });
    const first = await open(1, "one", acp("model-b"));
    await moveSession(db, { organizationId, id: idOf(first) }, "COMPLETED", {}, ctx.now());
    const second = await open(1, "unset", acp(null));
    expect(second).toMatchObject({ kind: "opened", model: "model-b" });
    expect(await db.agentSession.findUniqueOrThrow({ where: { id: idOf(second) } })).toMatchObject({
      model: "model-b",
      modelSource: "last_session",
    });
  });

  it("ends with its loop: idle is complete, running was cut off", async () => {
    const { open, organizationId, loop } = await someRepair();
    const idle = idOf(await open(1, "one"));
    await moveSession(db, { organizationId, id: idle }, "IDLE", {}, ctx.now());
    const running = idOf(await open(1, "two"));
    expect((await closeSessions(db, organizationId, loop.id, ctx.now())).map(({ id }) => id)).toEqual([idle]);
    const rows = await db.agentSession.findMany({ where: { loopId: loop.id } });
    expect(Object.fromEntries(rows.map(({ id, status }) => [id, status]))).toEqual({
      [idle]: "COMPLETED",
      [running]: "FAILED",
    });
  });
});

describe("a person at a session", () => {
  it("says something that the agent takes once, redacted", async () => {
    const { open, organizationId, loop, owner } = await someRepair();
    await configureAgent(ctx, { organizationId, name: "one", options: acp(), byLogin: "ada" });
    await saveSettings(
      db,
      { organizationId, repositoryId: owner.repository.id },
      PolicySettings.parse({ agents: ["fixers", "one"] }),
      "ada",
    );
    const sessionId = idOf(await open(1));
    const person = { organizationId, loopId: loop.id, sessionId, byLogin: "ada" };
    const token = `ghp_${"a1B2".repeat(9)}`;
    expect(await sendMessage(ctx, person, `Use ${token}`)).toEqual({ kind: "done" });
    expect(await takeMessages(db, organizationId, sessionId, ctx.now())).toEqual([
      { byLogin: "ada", text: "Use [redacted]" },
    ]);
    expect(await takeMessages(db, organizationId, sessionId, ctx.now())).toEqual([]);
  });

  it("is told where the agent hears nothing or is not at work", async () => {
    const { open, organizationId, loop } = await someRepair();
    const sessionId = idOf(await open(1, "fixers", null));
    const person = { organizationId, loopId: loop.id, sessionId, byLogin: "ada" };
    expect(await sendMessage(ctx, person, "Hello")).toMatchObject({
      kind: "refused",
      reason: "fixers takes no messages while it works.",
    });
    await moveSession(db, { organizationId, id: sessionId }, "COMPLETED", {}, ctx.now());
    expect(await stopSession(ctx, person)).toMatchObject({ kind: "refused" });
  });
});

describe("an agent that people set up", () => {
  it("keeps its secret sealed for its own row, and opens it when it is used", async () => {
    const { organizationId, owner } = await someRepair();
    const secret = "sk-canary-of-the-vault";
    await configureAgent(ctx, { organizationId, name: "one", options: acp(), secret, byLogin: "ada" });
    const row = await db.configuredAgent.findFirstOrThrow({ where: { organizationId } });
    expect(JSON.stringify(row)).not.toContain(secret);
    expect(JSON.stringify(await db.settingChange.findMany({ where: { organizationId } }))).not.toContain(
      secret,
    );
    await configureAgent(ctx, { organizationId, name: "one", options: acp("model-c"), byLogin: "ada" });
    await saveSettings(
      db,
      { organizationId, repositoryId: null },
      PolicySettings.parse({ agents: ["one", "gone"] }),
      "ada",
    );
    const [one, gone] = await agentsOf(ctx, { organizationId, repositoryId: owner.repository.id });
    expect(one?.secret()).toBe(secret);
    expect(one?.suits(briefWith({}))).toEqual({ suits: true });
    expect(gone?.suits(briefWith({})).suits).toBe(false);
    expect(await forgetAgent(ctx, { organizationId, name: "one", byLogin: "ada" })).toEqual({
      forgotten: true,
    });
  });

  it.each([
    [
      "a host that the operator does not permit",
      { ...acp(), model: { ...acp().model, endpoint: "http://10.0.0.1/v1" } },
    ],
    [
      "a metadata service",
      { ...acp(), model: { ...acp().model, endpoint: "http://169.254.169.254/latest" } },
    ],
    [
      "a permitted name on another port",
      { ...acp(), model: { ...acp().model, endpoint: "https://api.openai.com:8443/v1" } },
    ],
    [
      "a permitted name without TLS",
      { ...acp(), model: { ...acp().model, endpoint: "http://api.openai.com/v1" } },
    ],
    [
      "a name before a permitted one",
      { ...acp(), model: { ...acp().model, endpoint: "https://api.openai.com@10.0.0.1/" } },
    ],
    ["another scheme", { ...acp(), model: { ...acp().model, endpoint: "file:///etc/passwd" } }],
    ["a field that nobody knows", { ...acp(), shell: true }],
    ["an environment variable in disguise", { ...acp(), environment: { "LD_PRELOAD=x": "y" } }],
  ])("is not saved with %s", async (_what, options) => {
    const { organizationId } = await someRepair();
    const outcome = await configureAgent(ctx, { organizationId, name: "one", options, byLogin: "ada" });
    expect(outcome.kind).toBe("refused");
    expect(await db.configuredAgent.count({ where: { organizationId } })).toBe(0);
  });

  it("takes no name of the product's own agents", async () => {
    const { organizationId } = await someRepair();
    const outcome = await configureAgent(ctx, {
      organizationId,
      name: "search",
      options: acp(),
      byLogin: "ada",
    });
    expect(outcome).toMatchObject({ kind: "refused", problems: { name: expect.any(String) } });
  });
});

describe("the budget", () => {
  it("sums what all turns of a pull request used, and stops at the limit", async () => {
    const { open, organizationId, loop, attempt } = await someRepair();
    const sessionId = idOf(await open(1));
    const begin = new Date("2026-01-01T11:50:00Z");
    const turn = await beginTurn(db, { organizationId, sessionId, attemptId: attempt.id }, 10, begin);
    const usage = { requests: 2, inputTokens: 900, outputTokens: 100, usd: 0.25, refused: 0 };
    await endTurn(
      db,
      organizationId,
      turn.id,
      { report: "edited", notes: "", transcript: [], toolCalls: 3, usage },
      ctx.now(),
    );
    const level = { organizationId, repositoryId: null };
    await saveBudget(db, level, BudgetLimits.parse({ pullRequest: { tokens: 1_500, usd: 1 } }), "ada");
    expect(await budgetOf(ctx, loop, attempt)).toEqual({
      kind: "within",
      left: { attempts: 10, minutes: 20, tokens: 500, usd: 0.75 },
    });
    await saveBudget(db, level, BudgetLimits.parse({ pullRequest: { tokens: 1_000 } }), "ada");
    expect(await budgetOf(ctx, loop, attempt)).toEqual({
      kind: "spent",
      reasons: ["The budget of this pull request, 1,000 tokens, is spent."],
    });
  });

  it("is the repository's own where it sets a limit, and another repository keeps the organization's", async () => {
    const { organizationId, loop } = await someRepair();
    const { repositoryId } = loop;
    const attemptsOfDay = (attempts: number) => BudgetLimits.parse({ day: { attempts } });
    await saveBudget(db, { organizationId, repositoryId: null }, attemptsOfDay(50), "ada");
    await saveBudget(db, { organizationId, repositoryId }, attemptsOfDay(1), "ada");
    expect(await budgetOf(ctx, loop, null)).toEqual({
      kind: "spent",
      reasons: ["The budget of this repository for a day, 1 attempt, is spent."],
    });
    const elsewhere = await budgetLimitsOf(ctx, { organizationId, repositoryId: "another" });
    expect(elsewhere.day.attempts).toBe(50);
  });
});
