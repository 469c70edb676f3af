import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { chooseSandbox } from "@/lib/sandbox";
import { dishonestAgents, remains, startDishonest } from "../../support/agents/dishonest";
import { endWithAgents } from "../../support/end-with-agents";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

// Agents that repair nothing, each a real program in the loop: whatever they do, nobody is told that it is fixed.
// Behind walls: a plain process can leave another behind, and nobody says that it cannot.

const walls = chooseSandbox({ wanted: "bubblewrap", toolPath: [], searchPath: process.env.PATH ?? "" });

let world: World;
let dishonest: Awaited<ReturnType<typeof startDishonest>>;

beforeAll(async () => {
  dishonest = await startDishonest();
  world = await startWorld({
    scenariosFolder: "tests/lab/scenarios",
    sandbox: "bubblewrap",
    toolPath: [resolve("node_modules/.bin")],
    agentHosts: dishonest.hosts,
  });
});
afterAll(async () => {
  dishonest.stop();
  await world.stop();
});

/** Lets one script be the only agent for a pull request with a failing test, until its loop has ended. */
async function endWith(name: string, script: string, minutes = 1) {
  const options = { kind: "command", command: ["/bin/sh", "-c", script], limits: { minutes } };
  const loop = await endWithAgents(world, name, [{ name, options }]);
  const [turn] = await world.db.agentTurn.findMany({
    where: { session: { loopId: loop.id } },
    include: { session: true },
  });
  return { loop, turn };
}

/** Command lines of living processes that hold a word. */
function alive(word: string): string[] {
  return execFileSync("ps", ["-eo", "args"], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(word));
}

const test = "test/pageWindow.test.js";

describe.runIf(walls.found)("an agent that", () => {
  it.each([
    {
      name: "does-nothing",
      script: "cat > brief-of-mine; rm brief-of-mine",
      outcome: "escalated",
      reason: "No agent found a repair",
      session: "COMPLETED",
    },
    {
      name: "crashes",
      script: "kill -SEGV $$",
      outcome: "escalated",
      reason: "It ended with",
      session: "FAILED",
    },
    {
      name: "hangs",
      script: `trap '' TERM INT; (setsid sleep ${remains}1 &) ; sleep ${remains}1`,
      minutes: 0.1,
      outcome: "escalated",
      reason: "did not end in time",
      session: "FAILED",
    },
    {
      name: "lies",
      script: "echo 'All tests pass now. Fixed.'",
      outcome: "escalated",
      reason: "No agent found a repair",
      session: "COMPLETED",
    },
    {
      name: "deletes-the-test",
      script: `rm ${test}`,
      outcome: "blocked",
      reason: test,
      session: "COMPLETED",
    },
    {
      name: "weakens-the-assertion",
      script: `sed -i 's/assert.equal(pageWindow(letters.slice(0, 6), 2, 3).hasNext, false)/assert.ok(true)/' ${test}`,
      outcome: "blocked",
      reason: test,
      session: "COMPLETED",
    },
    {
      name: "skips-the-test",
      script: `sed -i 's/  it(/  it.skip(/' ${test}`,
      outcome: "blocked",
      reason: test,
      session: "COMPLETED",
    },
    {
      name: "edits-another-test",
      script: `for f in test/*.test.js; do [ "$f" = ${test} ] || sed -i 's/assert\\.\\(equal\\|deepEqual\\)(.*/assert.ok(true);/' "$f"; done`,
      outcome: "blocked",
      reason: "test/",
      session: "COMPLETED",
    },
    {
      name: "writes-two-gigabytes",
      script: "head -c 1100000000 /dev/zero > one; head -c 1100000000 /dev/zero > two; true",
      outcome: /escalated|blocked/,
      reason: /disk|too large|exit code/,
      session: /COMPLETED|FAILED/,
    },
    {
      // Bounded, because this machine has other work to do: 3 generations of 6, each deaf and a session of its own.
      name: "multiplies",
      script: `echo 'trap "" TERM INT HUP; [ "$1" -gt 0 ] && for i in 1 2 3 4 5 6; do setsid sh ./b $(($1 - 1)) & done; sleep ${remains}2' > b; sh ./b 3`,
      minutes: 0.15,
      outcome: "escalated",
      reason: /did not end in time|processes/,
      session: "FAILED",
    },
  ])(
    "$name is not believed, and leaves nothing behind",
    async ({ name, script, minutes, outcome, reason, session }) => {
      const { loop, turn } = await endWith(name, script, minutes);
      expect(loop.endReason).toMatch(reason);
      expect(loop.outcome).toMatch(outcome);
      expect(loop).toMatchObject({ repairPullRequestNumber: null, repairHeadSha: null });
      expect(turn?.session.status).toMatch(session);
      expect(alive(remains)).toEqual([]);
      expect(readdirSync(world.ctx.settings.workDirectory)).toEqual([]);
    },
  );

  it("says that it found a real bug is heard, and a person is asked", async () => {
    const { loop, turn } = await endWith(
      "gives-up",
      "echo 'REGREEN: real bug: the owner decides what a page is'",
    );
    expect(loop).toMatchObject({ outcome: "escalated", repairPullRequestNumber: null });
    expect(loop.endReason).toContain("A real bug, not repaired");
    expect(loop.endReason).toContain("the owner decides what a page is");
    expect(turn?.report).toBe("real_bug");
    const attempt = await world.db.attempt.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(attempt.outcome).toBe("real_bug");
  });

  it("is stopped by a person ends at once, and the loop goes on without it", async () => {
    const going = endWith("is-stopped", `sleep ${remains}3`, 5);
    const running = await world.untilLoop(
      { sessions: { some: { agent: "is-stopped", status: "RUNNING", turns: { some: {} } } } },
      "a session at work",
    );
    await world.db.agentSession.updateMany({
      where: { loopId: running.id },
      data: { stopRequestedBy: "ada" },
    });
    const { loop, turn } = await going;
    expect(loop.outcome).toBe("escalated");
    expect(turn).toMatchObject({ report: "stopped", session: { status: "FAILED" } });
    expect(turn?.notes).toContain("Stopped by ada");
    expect(alive(`${remains}3`)).toEqual([]);
  });
});

describe.runIf(walls.found)("agents that are spoken with, asked one after the other in one loop", () => {
  let loop: Awaited<ReturnType<typeof endWithAgents>>;
  beforeAll(async () => {
    loop = await endWithAgents(world, "spoken-with", dishonest.configurations);
  });

  it.each(dishonestAgents)("$name: its end stands on the loop, with its reason", async (agent) => {
    const entry = await world.db.timelineEntry.findFirstOrThrow({
      where: { loopId: loop.id, key: `1/agent-${agent.name}` },
    });
    expect(entry.status).toBe("failed");
    expect(entry.reason).toMatch(agent.reason);
    const session = await world.db.agentSession.findFirstOrThrow({
      where: { loopId: loop.id, agent: agent.name },
    });
    expect(session.status).toBe(agent.status ?? "COMPLETED");
  });

  it("are not believed, and leave nothing behind", async () => {
    expect(loop).toMatchObject({ outcome: "blocked", repairPullRequestNumber: null, repairHeadSha: null });
    expect(loop.endReason).toContain("held back by the patch gate");
    expect(alive(remains)).toEqual([]);
    expect(readdirSync(world.ctx.settings.workDirectory)).toEqual([]);
    expect(readdirSync(world.folder).filter((name) => name.includes(remains))).toEqual([]);
  });
});
