import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// Each button of the check run at each stage of a loop: what it does, what a second press does, and what the person sees. GitHub
// shows buttons once a check has ended, but a press may arrive when the loop is somewhere else again.

let world: SmallWorld;
const repository = "acme/lamp";

beforeAll(async () => {
  world = await startSmallWorld({ [repository]: {} });
});
afterAll(() => world.stop());

async function checkOf(loopId: string) {
  const { checkRunId } = await world.loop(loopId);
  const octokit = await world.octokit("acme");
  const check_run_id = Number(checkRunId);
  return (await octokit.rest.checks.get({ owner: "acme", repo: "lamp", check_run_id })).data;
}

/** A press, and what the check run then says of it. */
async function press(loopId: string, identifier: string, by: string, says: string): Promise<void> {
  const { id: checkRunId } = await checkOf(loopId);
  await world.lab.control.clickCheckAction({ repository, checkRunId, identifier, by });
  await expect
    .poll(async () => (await checkOf(loopId)).output.summary, { timeout: 60_000, interval: 200 })
    .toContain(says);
}

describe("while an agent is at work", () => {
  it("retry says that the loop is at work; stop ends it, and says so again when it is pressed again", async () => {
    const release = world.hold("stopped");
    const { where, number } = await world.redPull(repository, "stopped");
    const { id } = await world.untilRepairing(where);
    await press(id, "retry", "will", "**Retry on GitHub:** The loop is still at work.");
    expect(await world.db.repairLoop.count({ where })).toBe(1);
    await press(id, "stop", "rea", "rea may not: this needs write access (read).");
    expect((await world.loop(id)).state).toBe("repairing");

    await press(id, "stop", "will", "**Stop on GitHub:** will stopped repairs of this pull request.");
    release();
    const stopped = await world.untilTold({ id });
    expect(stopped).toMatchObject({
      outcome: "cancelled",
      endReason: "Stopped by will.",
      repairHeadSha: null,
    });
    expect(await checkOf(id)).toMatchObject({ status: "completed", conclusion: "neutral" });

    await press(id, "stop", "mia", "mia stopped repairs of this pull request.");
    await press(id, "take-over", "mia", "The loop had ended, and no open escalation waits to be taken.");
    expect(await world.loop(id)).toMatchObject({ outcome: "cancelled", endReason: "Stopped by will." });

    await press(id, "retry", "rea", "rea may not");
    expect(await world.db.repairLoop.count({ where })).toBe(1);
    await press(id, "retry", "mia", "mia started another loop.");
    const again = await world.untilTold({ ...where, id: { not: id } });
    expect(again).toMatchObject({ outcome: "fixed" });
    expect(await world.db.pullRequest.count({ where: { number, repairsStoppedAt: null } })).toBe(1);
  });

  it("take over ends the loop for whoever pressed it, once", async () => {
    const release = world.hold("taken");
    const { where } = await world.redPull(repository, "taken");
    const { id } = await world.untilRepairing(where);
    await press(id, "take-over", "will", "**Take over on GitHub:** will took over.");
    release();
    const taken = await world.untilTold({ id });
    expect(taken).toMatchObject({
      outcome: "handed_over",
      endReason: "Taken over by will.",
      repairHeadSha: null,
    });
    await press(id, "take-over", "mia", "The loop had ended, and no open escalation waits to be taken.");
    expect((await world.loop(id)).endReason).toBe("Taken over by will.");
  });
});

describe("while a repair waits for CI", () => {
  it("stop ends the loop and leaves the branch to people, and a late green run changes nothing", async () => {
    await world.lab.control.endRuns({ repository, branch: "ci-repair/", conclusion: "cancelled" });
    const { where } = await world.redPull(repository, "stopped-late");
    const { id, repairHeadSha } = await world.untilLoop(
      { ...where, state: "validating" },
      "a repair that waits",
    );
    await world.untilSaid(id, "Validate on CI", "was stopped (cancelled)");
    await press(id, "stop", "will", "will stopped repairs of this pull request.");
    expect(await world.untilTold({ id })).toMatchObject({
      outcome: "cancelled",
      endReason: "Stopped by will.",
    });
    const { rest } = await world.octokit("acme");
    const place = { owner: "acme", repo: "lamp" };
    const { data } = await rest.actions.listWorkflowRunsForRepo({ ...place, head_sha: repairHeadSha ?? "" });
    await rest.actions.reRunWorkflow({ ...place, run_id: data.workflow_runs[0]?.id ?? 0 });
    await world.untilHandled();
    expect(await world.loop(id)).toMatchObject({ outcome: "cancelled", endReason: "Stopped by will." });
  });
});

describe("after an escalation", () => {
  it("take over takes it, a second person cannot, and retry begins anew", async () => {
    const { where } = await world.redPull(repository, "given-up", "will", {
      "test/broken.test.js":
        'import { test } from "node:test";\n\ntest("never", () => {\n  throw new Error("no");\n});\n',
    });
    const { id, outcome } = await world.untilTold(where);
    expect(outcome).toBe("escalated");
    await press(id, "take-over", "will", "will took over.");
    expect(await world.db.escalation.findFirstOrThrow({ where: { loopId: id } })).toMatchObject({
      state: "taken",
    });
    await press(id, "take-over", "mia", "The loop had ended, and no open escalation waits to be taken.");
    await press(id, "retry", "will", "will started another loop.");
    expect(await world.untilTold({ ...where, id: { not: id } })).toMatchObject({ outcome: "escalated" });
  });
});
