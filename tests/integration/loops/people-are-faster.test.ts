import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Agent } from "@/lib/agents/types";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// A person acts while a loop is at work. The agent here is under the tests' control: it waits to be told, then adds a note.

const repository = "acme/toolbelt";
const broken = { "src/slugify.js": "export function slugify() {\n  throw new Error('not written');\n}\n" };

let release: () => void = () => {};
let released: Promise<void> = Promise.resolve();
function hold() {
  released = new Promise((resolve) => {
    release = resolve;
  });
}

const patient: Agent = {
  id: "search",
  title: "Patient agent",
  runsRepositoryCode: false,
  suits: () => ({ suits: true }),
  async repair(task) {
    const stopped = new Promise<void>((resolve) =>
      task.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    await Promise.race([released, stopped]);
    await writeFile(join(task.treeDirectory, "NOTES.md"), `Seen by attempt ${task.brief.attempt}.\n`);
    return { kind: "edited", notes: "Left a note." };
  },
};

let world: World;
beforeAll(async () => {
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios", agents: [patient] });
});
afterAll(async () => {
  release();
  await world.stop();
});

async function redPull(branch: string) {
  const pull = await world.openPull({ repository, branch, author: "will", files: broken });
  const where = { pullRequest: { number: pull.number, repository: { name: "toolbelt" } } };
  return { pull, where };
}

describe("while an agent is at work", () => {
  it.each([
    [
      "closing the pull request cancels the loop",
      "cancelled",
      (number: number) => world.lab.control.closePull({ repository, number, by: "will" }),
    ],
    [
      "merging the pull request cancels the loop",
      "cancelled",
      (number: number) => world.lab.control.mergePull({ repository, number, by: "ada" }),
    ],
  ])("%s, and nothing is pushed afterwards", async (_what, outcome, act) => {
    hold();
    const { pull, where } = await redPull(`faster-${_what.split(" ")[0]}`);
    const loop = await world.untilLoop(
      { ...where, state: "repairing", sessions: { some: { status: "RUNNING" } } },
      "an agent at work",
    );
    await act(pull.number);
    const ended = await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
    release();
    await world.untilLoop(
      { id: loop.id, sessions: { none: { status: "RUNNING" } } },
      "the end of the session",
    );
    expect(ended).toMatchObject({ outcome, repairHeadSha: null, repairPullRequestNumber: null });
  });

  it("a push to the pull request ends the loop as superseded", async () => {
    hold();
    const { where } = await redPull("faster-push");
    const loop = await world.untilLoop({ ...where, state: "repairing" }, "an agent at work");
    const sound = {
      "src/slugify.js": readFileSync("tests/lab/scenarios/toolbelt/base/src/slugify.js", "utf8"),
    };
    await world.lab.control.pushCommit({
      repository,
      branch: "faster-push",
      author: "will",
      message: "Write slugify",
      files: sound,
    });
    const ended = await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
    release();
    expect(ended).toMatchObject({ outcome: "superseded", repairPullRequestNumber: null });
  });
});

describe("while a repair waits for CI", () => {
  it("a commit by a person on the repair branch hands the loop over, and is never overwritten", async () => {
    hold();
    release();
    const { where } = await redPull("faster-take-over");
    const loop = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits for CI");
    const { sha } = await world.lab.control.pushCommit({
      repository,
      branch: `ci-repair/${loop.id}`,
      author: "will",
      message: "I have it",
      files: { "MINE.md": "Mine.\n" },
    });
    const ended = await world.untilLoop({ id: loop.id, endReportedAt: { not: null } }, "the end of the loop");
    expect(ended.outcome).toBe("handed_over");
    const octokit = await world.ctx.github.octokit(ended.organization.installationId);
    const { data: branch } = await octokit.rest.repos.getBranch({
      owner: "acme",
      repo: "toolbelt",
      branch: `ci-repair/${loop.id}`,
    });
    expect(branch.commit.sha).toBe(sha);
  });
});

describe("at the limit", () => {
  it("a loop whose attempts CI rejects escalates once, with every run and the branch, and tries no more", async () => {
    hold();
    release();
    const { where } = await redPull("at-the-limit");
    const ended = await world.untilLoop({ ...where, endReportedAt: { not: null } }, "the end of the loop");
    expect(ended).toMatchObject({ outcome: "escalated", attempt: 3, attemptLimit: 3 });
    const escalations = await world.db.escalation.findMany({ where: { loopId: ended.id } });
    expect(escalations).toHaveLength(1);
    expect(escalations[0]?.document).toMatchObject({
      repairBranch: `ci-repair/${ended.id}`,
      attempts: [{ number: 1 }, { number: 2 }, { number: 3 }],
    });
    const attempts = escalations[0]?.document as { attempts: { runIds: string[] }[] };
    expect(attempts.attempts.every((attempt) => attempt.runIds.length > 0)).toBe(true);
    const records = await world.db.attemptRecord.findMany({
      where: { loopId: ended.id },
      orderBy: { attempt: "asc" },
    });
    expect(records.map((record) => (record.document as { escalated: boolean }).escalated)).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe("deliveries", () => {
  it("that come twice and out of order make one loop, one comment and one draft", async () => {
    hold();
    release();
    await world.lab.control.breakDeliveries({ kind: "double", count: 6 });
    await world.lab.control.breakDeliveries({ kind: "reorder", count: 4 });
    const { pull, where } = await redPull("doubled");
    const ended = await world.untilLoop({ ...where, endReportedAt: { not: null } }, "the end of the loop");
    expect(await world.db.repairLoop.count({ where })).toBe(1);
    const octokit = await world.ctx.github.octokit(ended.organization.installationId);
    const place = { owner: "acme", repo: "toolbelt" };
    const { data: comments } = await octokit.rest.issues.listComments({
      ...place,
      issue_number: pull.number,
    });
    expect(comments.filter((comment) => comment.body?.includes("regreen:"))).toHaveLength(1);
    const { data: drafts } = await octokit.rest.pulls.list({
      ...place,
      head: `acme:ci-repair/${ended.id}`,
      state: "all",
    });
    expect(drafts).toHaveLength(1);
  });
});
