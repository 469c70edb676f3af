import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { agents } from "@/lib/agents";
import type { Context } from "@/lib/context";
import { type createSession, findSession, moveSession, startSession } from "@/lib/db/agent-sessions";
import { beginTurn } from "@/lib/db/agent-turns";
import { beginAttempt } from "@/lib/db/attempts";
import { createDb, type Db } from "@/lib/db/client";
import { loopById } from "@/lib/db/loops";
import { takeMessages } from "@/lib/db/session-messages";
import { saveSettings } from "@/lib/db/settings";
import { ciSpeaker, type SessionStatus } from "@/lib/domain/agent-session";
import { AgentOptions } from "@/lib/domain/agent-settings";
import { defaultPolicy, PolicySettings } from "@/lib/domain/policy";
import { agentsOf } from "@/lib/loops/agents-of";
import { configureAgent } from "@/lib/loops/configure-agent";
import { reconcile } from "@/lib/loops/reconcile";
import { createIdleSession } from "@/lib/loops/repair/create-idle-session";
import { openSession } from "@/lib/loops/repair/open-session";
import { tellCiPassed } from "@/lib/loops/tell-ci-passed";
import { briefWith } from "../../support/agents/brief";
import { someContext } from "../../support/context";
import { createTestDatabase, type TestDatabase } from "../../support/database";
import { someLoop } from "../../support/factories";
import { somePullRequest } from "../../support/rows";

// The life of an agent session as the checklist has it, line by line; the ids in the titles are its.

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
    settings: { ...plain.settings, agentHosts: ["api.openai.com"] },
  };
});
afterAll(async () => {
  await db.$disconnect();
  await database.drop();
});

const modelOf = (model: string | null) => ({
  protocol: "openai",
  endpoint: "https://api.openai.com/v1",
  model,
});
const codex = (model: string | null = "model-a") =>
  AgentOptions.parse({ kind: "acp", preset: "codex", model: modelOf(model) });

async function someRepair() {
  const owner = await somePullRequest(db);
  const row = await someLoop(db, owner, { state: "repairing" });
  const organizationId = owner.organization.id;
  const loop = await loopById(db, organizationId, row.id);
  const key = { organizationId, loopId: row.id, number: 1 };
  const attempt = await beginAttempt(db, key, row.headSha, ctx.now());
  const of = (fence: number, options: AgentOptions = codex()) => ({
    loop,
    drive: { organizationId, loopId: row.id, fence },
    attemptId: attempt.id,
    agentId: "one",
    options,
  });
  const open = (fence: number, options?: AgentOptions) => openSession(ctx, of(fence, options));
  const sessions = () =>
    db.agentSession.findMany({ where: { loopId: row.id }, orderBy: { createdAt: "asc" } });
  return { owner, organizationId, loop, attempt, of, open, sessions };
}

/** A session that stands where a line of the table begins. */
async function sessionAt(status: SessionStatus) {
  const repair = await someRepair();
  const { organizationId, loop } = repair;
  await createIdleSession(ctx, repair.of(1));
  const [created] = await repair.sessions();
  if (created === undefined) throw new Error("no session was made");
  const key = { organizationId, id: created.id };
  const start = (fence: number) =>
    startSession(db, { ...key, pullRequestId: loop.pullRequestId, fence }, ctx.now());
  if (status !== "IDLE") await start(1);
  if (status === "COMPLETED" || status === "FAILED") await moveSession(db, key, status, {}, ctx.now());
  const now = async () => (await findSession(db, organizationId, loop.id, created.id))?.status;
  return { ...repair, key, start, now };
}

describe("a session", () => {
  it("is idle when it is made (S3-56)", async () => {
    expect(await (await sessionAt("IDLE")).now()).toBe("IDLE");
  });

  it.each([
    ["S3-57", "IDLE", "started", "RUNNING"],
    ["S3-58", "RUNNING", "started", "RUNNING"],
    ["S3-59", "RUNNING", "IDLE", "IDLE"],
    ["S3-60", "RUNNING", "COMPLETED", "COMPLETED"],
    ["S3-61", "RUNNING", "FAILED", "FAILED"],
  ] as const)("moves (%s): from %s, %s, it is %s", async (_, from, move, to) => {
    const session = await sessionAt(from);
    const moved =
      move === "started" ? await session.start(2) : await moveSession(db, session.key, move, {}, ctx.now());
    expect(moved).toBe(true);
    expect(await session.now()).toBe(to);
  });

  it("that waits is started again by the next red check, as the same one (S3-62)", async () => {
    const { open, key, sessions, now } = await sessionAt("RUNNING");
    await moveSession(db, key, "IDLE", {}, ctx.now());
    expect(await open(2)).toMatchObject({ kind: "opened", id: key.id });
    expect(await now()).toBe("RUNNING");
    expect(await sessions()).toHaveLength(1);
  });

  it.each(["COMPLETED", "FAILED"] as const)("that is %s goes nowhere any more (S3-63)", async (end) => {
    const { key, start, now } = await sessionAt(end);
    for (const to of ["IDLE", "COMPLETED", "FAILED"] as const)
      expect(await moveSession(db, key, to, {}, ctx.now())).toBe(false);
    expect(await start(9)).toBe(false);
    expect(await now()).toBe(end);
  });
});

describe("a red check, where the last session of the agent", () => {
  it("is not there, makes one (S3-64)", async () => {
    const { open, sessions } = await someRepair();
    expect((await open(1)).kind).toBe("opened");
    expect(await sessions()).toMatchObject([{ status: "RUNNING", workflow: "ci-fix" }]);
  });

  it("works, leaves it alone (S3-65)", async () => {
    const { open, sessions } = await someRepair();
    await open(2);
    expect(await open(1)).toMatchObject({
      kind: "already_fixing",
      reason: expect.stringContaining("already"),
    });
    expect(await sessions()).toHaveLength(1);
  });

  it("runs and waits for a prompt, gives it the next one (S3-66)", async () => {
    const { key, open, sessions, organizationId, attempt } = await sessionAt("RUNNING");
    const of = { organizationId, sessionId: key.id, attemptId: attempt.id };
    const turn = await beginTurn(db, of, 10, ctx.now());
    expect(await open(2)).toMatchObject({ kind: "opened", id: key.id });
    expect(await sessions()).toHaveLength(1);
    expect(await db.agentTurn.findUniqueOrThrow({ where: { id: turn.id } })).toMatchObject({
      report: "failed",
      notes: "It was cut off.",
    });
  });

  it("is idle, starts it with the next prompt (S3-67)", async () => {
    const { key, open, sessions } = await sessionAt("IDLE");
    expect(await open(2)).toMatchObject({ kind: "opened", id: key.id });
    expect(await sessions()).toHaveLength(1);
  });

  it.each([
    ["S3-68", "COMPLETED"],
    ["S3-69", "FAILED"],
  ] as const)("ended (%s), %s, makes another one", async (_, end) => {
    const { key, open, sessions } = await sessionAt(end);
    const opened = await open(2);
    expect(opened.kind).toBe("opened");
    expect(opened).not.toMatchObject({ id: key.id });
    expect(await sessions()).toMatchObject([{ status: end }, { status: "RUNNING" }]);
  });
});

describe("where a session cannot be made", () => {
  const broken = (real: Db) =>
    real.$extends({
      query: {
        agentSession: {
          create: (): ReturnType<typeof createSession> => Promise.reject(new Error("The disk is full.")),
        },
      },
    }) as unknown as Db;

  it("nothing is half there, and it is not tried again at once (S3-75)", async () => {
    const { of, open, sessions } = await someRepair();
    await expect(openSession({ ...ctx, db: broken(db) }, of(1))).rejects.toThrow("The disk is full.");
    expect(await sessions()).toEqual([]);
    expect((await open(1)).kind).toBe("opened");
    expect(await sessions()).toHaveLength(1);
  });

  it("the next look at stalled loops tells the repair again, and no look before (S3-75)", async () => {
    const { loop } = await someRepair();
    const at = (minutes: number): Context => ({
      ...ctx,
      now: () => new Date(loop.progressedAt.getTime() + minutes * 60_000),
      appInForce: async () => null,
    });
    const told = async (minutes: number) =>
      (await reconcile(at(minutes))).events.filter(({ data }) => "loopId" in data && data.loopId === loop.id);
    expect(await told(19)).toEqual([]);
    expect(await told(21)).toMatchObject([{ name: "loop/repair.requested" }]);
  });
});

describe("the model of a session", () => {
  it("is that of the pull request's most recent session, and a person's choice goes before it (S3-92)", async () => {
    const { key, open, organizationId } = await sessionAt("RUNNING");
    await moveSession(db, key, "COMPLETED", {}, ctx.now());
    const opened = await open(2, codex(null));
    if (opened.kind !== "opened") throw new Error(opened.reason);
    const row = await db.agentSession.findUniqueOrThrow({ where: { id: opened.id } });
    expect(row).toMatchObject({ model: "model-a", modelSource: "last_session" });
    await moveSession(db, { organizationId, id: opened.id }, "COMPLETED", {}, ctx.now());
    expect(await open(3, codex("model-b"))).toMatchObject({ model: "model-b" });
  });

  it("is no name of another protocol's: an endpoint is asked for nothing that it does not know (S3-92)", async () => {
    const { key, open } = await sessionAt("RUNNING");
    await moveSession(db, key, "COMPLETED", {}, ctx.now());
    const stranger = AgentOptions.parse({
      kind: "builtin",
      model: { protocol: "anthropic", endpoint: "https://models.test/v1" },
    });
    expect(await open(2, stranger)).toMatchObject({ kind: "no_model" });
  });

  it("that nobody chose stops the repair in words; no model of ours is asked in its place (S2-101)", async () => {
    const { open, sessions } = await someRepair();
    expect(await open(1, codex(null))).toMatchObject({
      kind: "no_model",
      reason: expect.stringContaining("Set it on the agents page"),
    });
    expect(await sessions()).toEqual([]);
  });

  it("at an endpoint that the operator took away is not asked elsewhere: the agent is left out, with the host (S2-97, S2-101)", async () => {
    const { owner, organizationId } = await someRepair();
    await configureAgent(ctx, { organizationId, name: "one", options: codex(), byLogin: "ada" });
    await saveSettings(
      db,
      { organizationId, repositoryId: null },
      PolicySettings.parse({ agents: ["one"] }),
      "ada",
    );
    const suits = async (agentHosts: string[]) => {
      const with_ = { ...ctx, settings: { ...ctx.settings, agentHosts } };
      const [one] = await agentsOf(with_, { organizationId, repositoryId: owner.repository.id });
      return one?.suits(briefWith({}));
    };
    expect(await suits(["api.openai.com"])).toEqual({ suits: true });
    expect(await suits(["models.example"])).toMatchObject({
      suits: false,
      reason: expect.stringContaining("does not permit api.openai.com"),
    });
  });

  it("and its endpoint and permissions change only by a person, who stands in the history (S2-101, S3-86)", async () => {
    const { organizationId } = await someRepair();
    const save = (options: unknown, byLogin: string) =>
      configureAgent(ctx, { organizationId, name: "one", options, byLogin });
    await save(codex(), "ada");
    await save({ ...codex("model-b"), permissionMode: "bypass" }, "grace");
    const changes = await db.settingChange.findMany({
      where: { organizationId },
      orderBy: { createdAt: "asc" },
    });
    expect(changes.map(({ actorLogin }) => actorLogin)).toEqual(["ada", "grace"]);
    expect(codex()).toMatchObject({ permissionMode: "default" });
  });
});

describe("automatic repair", () => {
  it("is off until somebody turns it on, with five minutes between loops and agents that start by themselves (S3-79, S3-84, S3-85)", () => {
    expect(defaultPolicy).toMatchObject({
      automaticRepair: false,
      automaticStart: true,
      loopIntervalMinutes: 5,
    });
    expect(PolicySettings.parse({})).toMatchObject({ automaticRepair: null });
  });

  it("turned on leaves every other setting as it was (S3-80, S3-81)", async () => {
    const { organizationId } = await someRepair();
    const level = { organizationId, repositoryId: null };
    const before = PolicySettings.parse({ attemptLimit: 2, agents: ["fixers"], blockingLabel: "by hand" });
    await saveSettings(db, level, before, "ada");
    expect(await saveSettings(db, level, { ...before, automaticRepair: true }, "ada")).toEqual([
      "automaticRepair",
    ]);
    expect(await db.organizationSettings.findUniqueOrThrow({ where: { organizationId } })).toMatchObject({
      attemptLimit: 2,
      agents: ["fixers"],
      blockingLabel: "by hand",
      automaticRepair: true,
    });
  });

  it.each([true, false])(
    "on: %s. Sessions that are there are told all the same when CI passes (S3-83, S3-88, S3-89, S3-91)",
    async (automaticRepair) => {
      const { organizationId, loop, key } = await sessionAt("RUNNING");
      const level = { organizationId, repositoryId: null };
      await saveSettings(db, level, PolicySettings.parse({ automaticRepair }), "ada");
      await tellCiPassed(ctx, loop, 7);
      const [heard] = await takeMessages(db, organizationId, key.id, ctx.now());
      expect(heard).toMatchObject({
        byLogin: ciSpeaker,
        text: expect.stringMatching(/CI passed .*#7.*wrap up/),
      });
    },
  );
});
