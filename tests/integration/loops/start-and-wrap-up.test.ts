import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Agent } from "@/lib/agents/types";
import type { Prisma } from "@/lib/db/generated/client";
import { startWaitHours } from "@/lib/domain/start-wait";
import { giveUpWaiting, startRepair } from "@/lib/loops/wait-for-start";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// A session that waits for its start, and one that CI tells to wrap up. The agent works until it hears something.

const repository = "acme/toolbelt";
const heard: string[] = [];

const listener: Agent = {
  id: "search",
  title: "Listener",
  runsRepositoryCode: false,
  hearsMessages: true,
  suits: () => ({ suits: true }),
  async repair(task) {
    while (task.now() < task.deadlineMs && !task.signal.aborted) {
      const messages = await task.takeMessages();
      heard.push(...messages);
      if (messages.length > 0) break;
      await sleep(50);
    }
    await writeFile(join(task.treeDirectory, "NOTES.md"), "Too late.\n");
    return { kind: "edited", notes: "Left a note." };
  },
};

let world: World;
beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios", agents: [listener] });
});
afterAll(() => world.stop());

async function redPull(branch: string) {
  const pull = await world.openPull({
    repository,
    branch,
    author: "will",
    files: { "NOTES.md": `Notes of ${branch}.\n` },
  });
  await world.lab.control.untilIdle();
  const check = (conclusion: "failure" | "success") =>
    world.lab.control.reportCheck({
      repository,
      sha: pull.headSha,
      name: "Quality Gate",
      conclusion,
      title: conclusion === "failure" ? "1 new issue" : "Passed",
      summary: "The quality gate.",
      annotations:
        conclusion === "failure" ? [{ path: "NOTES.md", line: 1, message: "Line is too short" }] : [],
    });
  await check("failure");
  return { check, where: { pullRequest: { number: pull.number, repository: { name: "toolbelt" } } } };
}

const working: Prisma.RepairLoopWhereInput = {
  state: "repairing",
  sessions: { some: { status: "RUNNING", turns: { some: {} } } },
};

async function startsByItself(automaticStart: boolean) {
  const organizations = await world.db.organization.findMany();
  for (const { id: organizationId } of organizations)
    await world.db.organizationSettings.upsert({
      where: { organizationId },
      create: { organizationId, automaticStart },
      update: { automaticStart },
    });
}

describe("a session at work when CI passes", () => {
  it("is told, may finish, and nothing of it is published", async () => {
    const { check, where } = await redPull("green-again");
    const loop = await world.untilLoop({ ...where, ...working }, "an agent at work");
    await check("success");
    const ended = await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
    expect(ended).toMatchObject({ outcome: "cancelled", endReason: "CI turned green by itself." });
    const turn = await world.untilRow(() =>
      world.db.agentTurn.findFirst({
        where: { session: { loopId: loop.id }, endedAt: { not: null } },
        include: { session: true },
      }),
    );
    expect(heard.at(-1)).toMatch(/^CI passed on pull request #\d+\. .*you can wrap up\.$/);
    expect(turn).toMatchObject({ report: "edited", session: { status: "COMPLETED" } });
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt).toMatchObject({ patchText: null, commitSha: null });
    expect(ended).toMatchObject({ repairHeadSha: null, repairPullRequestNumber: null });
  });
});

describe("where agents do not start by themselves", () => {
  beforeAll(() => startsByItself(false));
  afterAll(() => startsByItself(true));

  it("a session waits idle until a person starts it, once", async () => {
    const { check, where } = await redPull("by-hand");
    const loop = await world.untilLoop({ ...where, state: "waiting" }, "a loop that waits");
    const sessions = () => world.db.agentSession.findMany({ where: { loopId: loop.id } });
    expect(await sessions()).toMatchObject([{ agent: "search", status: "IDLE", startedAt: null }]);
    const waitsMs = (loop.startBy?.getTime() ?? 0) - Date.now();
    expect(Math.round(waitsMs / 3_600_000)).toBe(startWaitHours);
    const entry = await world.db.timelineEntry.findFirstOrThrow({
      where: { loopId: loop.id, status: "waiting", stage: "repair" },
    });
    expect(entry.reason).toContain("24 hours");

    const ada = { organizationId: loop.organizationId, loopId: loop.id, byLogin: "ada" };
    const answers = await Promise.all([startRepair(world.ctx, ada), startRepair(world.ctx, ada)]);
    expect(answers.filter(({ started }) => started)).toHaveLength(1);
    const started = await world.untilLoop({ id: loop.id, ...working }, "an agent at work");
    expect(started).toMatchObject({ startedByLogin: "ada", startBy: null });
    expect(started.deadlineAt.getTime()).toBeGreaterThan(loop.deadlineAt.getTime());
    expect(await sessions()).toMatchObject([{ status: "RUNNING" }]);
    await check("success");
    await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
  });

  it("a person is asked, in words, when nobody started it in time", async () => {
    const { where } = await redPull("forgotten");
    const loop = await world.untilLoop({ ...where, state: "waiting" }, "a loop that waits");
    const at = { organizationId: loop.organizationId, loopId: loop.id, attempt: loop.attempt };
    await world.ctx.send(await giveUpWaiting(world.ctx, at));
    const ended = await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
    expect(ended).toMatchObject({ outcome: "escalated", repairPullRequestNumber: null });
    expect(ended.endReason).toContain("Nobody started the repair within 24 hours.");
    expect(await world.db.agentSession.count({ where: { loopId: loop.id, startedAt: { not: null } } })).toBe(
      0,
    );
    expect(await startRepair(world.ctx, { ...at, byLogin: "ada" })).toMatchObject({ started: false });
  });
});
