import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { connectToken } from "@/lib/loops/connections/connect-token";
import { reconcile } from "@/lib/loops/reconcile";
import { writesAmong } from "../../lab/provider-requests";
import { circleJob, onCircleCi } from "../../support/circleci-config";
import { type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// What becomes of a loop when CircleCI refuses, pauses, or may be asked to run jobs again.

let world: SmallWorld;

beforeAll(async () => {
  const jobs = { unit: circleJob() };
  const repository = onCircleCi("app", { jobs, workflows: { checks: { jobs: ["unit"] } } });
  world = await startSmallWorld(
    { "acme/lamp": repository, "globex/bulb": repository, "initech/desk": repository },
    { rerunsAllowed: true },
  );
  await world.connectCircleCi("globex", ["bulb"]);
  await world.connectCircleCi("initech", ["desk"]);
});
afterEach(() => world.lab.control.clearFaults());
afterAll(() => world.stop());

/** Fails the first time that it runs anywhere, as a test does whose network was away for a moment. */
function flaky(name: string) {
  const mark = JSON.stringify(join(world.folder, `${name}.mark`));
  return {
    "test/network.test.js": `import { existsSync, writeFileSync } from "node:fs";
import { test } from "node:test";

test("the price list is fetched", () => {
  if (existsSync(${mark})) return;
  writeFileSync(${mark}, "");
  throw new Error("connect ETIMEDOUT 10.0.0.1:443");
});
`,
  };
}

async function rerunTimeline(loopId: string) {
  return world.db.timelineEntry.findMany({ where: { loopId, stage: "rerun" } });
}

describe("a token that is revoked while a loop is at work", () => {
  it("is said on the loop, which waits, and goes on when CircleCI is connected again", async () => {
    const { token, connectionId } = await world.connectCircleCi("acme", ["lamp"]);
    const release = world.hold("revoked");
    const { where } = await world.redPull("acme/lamp", "revoked");
    await world.untilRepairing(where);
    await world.lab.control.revokeCircleToken(token);
    release();
    const loop = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
    await world.untilSaid(
      loop.id,
      "Validate on CI",
      'The connection "ada" is not used any more. CircleCI does not accept the token',
    );
    const { disabledAt } = await world.db.connection.findUniqueOrThrow({ where: { id: connectionId } });
    expect(disabledAt).not.toBeNull();
    expect((await world.loop(loop.id)).attemptsSpent).toBe(0);

    await world.connectCircleCi("acme", ["lamp"]);
    const { events } = await reconcile({ ...world.ctx, now: () => new Date("2026-01-01T00:01:00Z") });
    await world.ctx.send(events);
    expect(await world.untilTold(where)).toMatchObject({ outcome: "fixed", proof: { level: "tests" } });
  });
});

describe("a pause that CircleCI asks for", () => {
  it("is kept, and the loop goes on after it", async () => {
    const path = "/api/v3/jobs$";
    await world.lab.control.breakRequests({ kind: "refuse", path, status: 429, retryAfterSeconds: 2 });
    const { where } = await world.redPull("globex/bulb", "paused");
    expect(await world.untilTold(where)).toMatchObject({ outcome: "fixed" });
  });
});

describe("a rerun", () => {
  it("is never asked for where nobody added a token for it, which the loop says", async () => {
    const { where } = await world.redPull("globex/bulb", "not-allowed", "will", flaky("not-allowed"));
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "escalated", rerunsAsked: 0 });
    expect(loop.endReason).toContain("Reruns are not permitted here");
    expect(await rerunTimeline(loop.id)).toEqual([]);
    expect(writesAmong(await world.lab.control.providerRequests())).toEqual([]);
  });

  it("with a token of its own is asked for once, stands on the loop, and nothing else was ever written", async () => {
    const { id: organizationId } = await world.db.organization.findFirstOrThrow({
      where: { login: "initech" },
    });
    const token = await world.lab.control.circleToken({
      login: "ada",
      level: "write",
      organizations: ["initech"],
    });
    const added = { organizationId, provider: "circleci-rerun", token, account: "", expiresAt: null };
    expect(await connectToken(world.ctx, { ...added, kind: "pasted", byLogin: "ada" })).toMatchObject({
      ok: true,
    });
    const { where } = await world.redPull("initech/desk", "allowed", "will", flaky("allowed"));
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "fixed", rerunsAsked: 1, repairPullRequestNumber: null });
    expect(await rerunTimeline(loop.id)).toMatchObject([
      { title: "Run the failed jobs again", status: "done" },
    ]);
    const writes = writesAmong(await world.lab.control.providerRequests());
    expect(writes).toEqual([
      expect.stringMatching(/^circleci: POST \/api\/v3\/workflows\/[\w-]{36}\/rerun$/),
    ]);
  });
});
