import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { brokenLamp, type SmallWorld, soundLamp, startSmallWorld, workflow } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// Every way in which a run of GitHub Actions can end, and what people do to runs while a loop is at work.

let world: SmallWorld;

const path = ".github/workflows/ci.yml";
const matrix = {
  strategy: { "fail-fast": false, matrix: { volts: [6, 12] } },
  name: "Test",
  steps: [
    { uses: "actions/checkout@v4" },
    {
      name: "Run the tests",
      run: "node --test --test-reporter=spec",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub Actions
      env: { VOLTS: "${{ matrix.volts }}" },
    },
  ],
};
const matrixTest = `import assert from "node:assert/strict";
import { test } from "node:test";
import { isLit } from "../lamp.js";

test("a lamp with voltage is lit", () => {
  assert.equal(isLit(Number(process.env.VOLTS ?? 6)), true);
});
`;
/** Green from the second attempt on, without a word that hints at chance. */
const secondTime = `import assert from "node:assert/strict";
import { test } from "node:test";

test("the run is another one", () => {
  assert.notEqual(process.env.GITHUB_RUN_ATTEMPT ?? "1", "1");
});
`;

beforeAll(async () => {
  world = await startSmallWorld({
    "acme/lamp": {},
    "acme/chain": { files: { [path]: workflow({ job: matrix }), "test/lamp.test.js": matrixTest } },
    "acme/queue": { files: { [path]: workflow({ on: { pull_request: null, merge_group: null } }) } },
    "acme/gate": { requiredChecks: ["Quality Gate"] },
  });
});
afterEach(() => world.lab.control.clearFaults());
afterAll(() => world.stop());

async function runOf(repository: string, headSha: string): Promise<number> {
  const octokit = await world.octokit("acme");
  const { data } = await octokit.rest.actions.listWorkflowRunsForRepo({
    owner: "acme",
    repo: repository,
    head_sha: headSha,
  });
  return data.workflow_runs[0]?.id ?? 0;
}

describe("a run of a pull request's head", () => {
  it("that says neither red nor green is no failure: no loop begins and nothing is said", async () => {
    const repository = "acme/lamp";
    const conclusions = ["cancelled", "skipped", "neutral", "action_required", "stale"] as const;
    for (const conclusion of conclusions)
      await world.lab.control.endRuns({ repository, branch: conclusion, conclusion });
    const pulls = await Promise.all(conclusions.map((conclusion) => world.redPull(repository, conclusion)));
    await world.untilHandled();
    const headSha = { in: pulls.map((pull) => pull.headSha) };
    const runs = await world.db.ciRun.findMany({ where: { headSha } });
    expect(runs.map((run) => run.conclusion).toSorted()).toEqual(conclusions.toSorted());
    expect(await world.db.repairLoop.count({ where: { headSha } })).toBe(0);
    expect(await world.db.refusal.count({ where: { headSha } })).toBe(0);
  });

  it("that ran out of time is run again first, and nothing is changed when it then passes", async () => {
    const repository = "acme/lamp";
    await world.lab.control.endRuns({ repository, branch: "late", conclusion: "timed_out" });
    const { where } = await world.redPull(repository, "late", "will", soundLamp);
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "fixed", rerunsAsked: 1, repairPullRequestNumber: null });
    expect(loop.endReason).toContain("nothing was changed");
  });

  it("that could not start goes to a person with what GitHub knows, and no agent is asked", async () => {
    const broken = { [path]: "name: CI\non: [pull_request\n" };
    const { where } = await world.redPull("acme/lamp", "unstartable", "will", broken);
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "escalated", category: "configuration", repairHeadSha: null });
    expect(loop.endReason).toContain("(startup_failure)");
    expect(loop.endReason).toContain("Repairs never change CI configuration, so a person has to mend it.");
    expect(await world.db.agentSession.count({ where: { loopId: loop.id } })).toBe(0);
  });
});

describe("a matrix of which one leg fails", () => {
  it("is repaired by the evidence of that leg, and that very leg has to pass", async () => {
    const files = { "lamp.js": brokenLamp["lamp.js"].replace("volts < 0", "volts !== 6 || volts < 0") };
    const { where } = await world.redPull("acme/chain", "one-leg", "will", files);
    const loop = await world.untilTold(where);
    expect(loop).toMatchObject({ outcome: "fixed", category: "test", proof: { level: "step" } });
    const { document } = await world.db.evidence.findFirstOrThrow({ where: { loopId: loop.id } });
    expect(FailureEvidence.parse(document).jobs.map(({ job }) => job)).toEqual(["Test (6)"]);
    expect((loop.proof as { reasons: string[] }).reasons.join(" ")).toContain('job "Test (6)" passed');
  });
});

describe("a run of the repair commit", () => {
  it.each([
    ["cancelled", "was stopped (cancelled) before it could show anything; run it again."],
    ["action_required", "waits for somebody to allow it on GitHub."],
  ] as const)(
    "that ended %s is waited for in words, and counts when a person lets it run",
    async (conclusion, words) => {
      const repository = "acme/lamp";
      await world.lab.control.endRuns({ repository, branch: "ci-repair/", conclusion });
      const { where } = await world.redPull(repository, `repair-${conclusion}`);
      const loop = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
      await world.untilSaid(loop.id, "Validate on CI", words);
      const { repairHeadSha, attemptsSpent } = await world.loop(loop.id);
      expect(attemptsSpent).toBe(0);
      const run = { owner: "acme", repo: "lamp", run_id: await runOf("lamp", repairHeadSha ?? "") };
      const { rest } = await world.octokit("acme");
      if (conclusion === "action_required") await rest.actions.approveWorkflowRun(run);
      else await rest.actions.reRunWorkflow(run);
      expect(await world.untilTold(where)).toMatchObject({ outcome: "fixed", attemptsSpent: 1 });
    },
  );
});

describe("while a loop is at work", () => {
  it("a person's rerun that turns green ends it, and nothing is pushed", async () => {
    const release = world.hold("rerun-green");
    const files = { "test/second.test.js": secondTime };
    const { where, headSha } = await world.redPull("acme/lamp", "rerun-green", "will", files);
    const loop = await world.untilRepairing(where);
    const octokit = await world.octokit("acme");
    const run = { owner: "acme", repo: "lamp", run_id: await runOf("lamp", headSha) };
    await octokit.rest.actions.reRunWorkflowFailedJobs(run);
    const ended = await world.untilTold({ id: loop.id });
    release();
    expect(ended).toMatchObject({
      outcome: "cancelled",
      endReason: "CI turned green by itself.",
      repairHeadSha: null,
    });
  });

  it("a person's rerun that fails again changes nothing: one loop goes on, and the other is refused in words", async () => {
    const release = world.hold("rerun-red");
    const { where, headSha } = await world.redPull("acme/lamp", "rerun-red");
    const loop = await world.untilRepairing(where);
    const octokit = await world.octokit("acme");
    const run = { owner: "acme", repo: "lamp", run_id: await runOf("lamp", headSha) };
    await octokit.rest.actions.reRunWorkflowFailedJobs(run);
    const refused = await world.untilRefused(headSha, "already_fixing");
    expect(refused.reason).toBe("A loop is already working on this pull request.");
    release();
    expect(await world.untilTold(where)).toMatchObject({ id: loop.id, outcome: "fixed" });
    expect(await world.db.repairLoop.count({ where })).toBe(1);
  });
});

describe("a merge queue", () => {
  it("whose run fails is not repaired, and the pull request it was for is told why", async () => {
    const repository = "acme/queue";
    const pull = await world.redPull(repository, "queued", "will", {});
    await world.lab.control.untilIdle();
    await world.lab.control.pushCommit({
      repository,
      branch: "main",
      author: "ada",
      message: "Break the lamp",
      files: brokenLamp,
    });
    const { sha } = await world.lab.control.queueMerge({ repository, number: pull.number, by: "ada" });
    const refused = await world.untilRefused(sha, "merge_queue");
    expect(refused.reason).toBe(
      "The commit is one of a merge queue, whose branch is never pushed to. Its pull request is repaired when its own commit is red.",
    );
    const row = await world.db.pullRequest.findFirstOrThrow({
      where: { number: pull.number, headSha: pull.headSha },
    });
    expect(refused.pullRequestId).toBe(row.id);
    expect(await world.db.repairLoop.count({ where: pull.where })).toBe(0);
  });
});

describe("a required check of another app", () => {
  const repository = "acme/gate";
  const name = "Quality Gate";

  it("that is red beside CI is waited for on the repair commit, and decides", async () => {
    const release = world.hold("gated");
    const { where, headSha } = await world.redPull(repository, "gated");
    await world.lab.control.reportCheck({ repository, sha: headSha, name, conclusion: "failure" });
    await world.untilRepairing(where);
    release();
    const waiting = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
    await world.untilSaid(
      waiting.id,
      "Validate on CI",
      "Quality Gate was red before and has not reported on the repaired commit.",
    );
    const sha = waiting.repairHeadSha ?? "";
    await world.lab.control.reportCheck({ repository, sha, name, conclusion: "success" });
    expect(await world.untilTold(where)).toMatchObject({ outcome: "fixed" });
  });

  it("that turns red on the repair commit alone rejects the repair, with its name", async () => {
    const { id: repositoryId, organizationId } = await world.db.repository.findFirstOrThrow({
      where: { name: "gate" },
    });
    await world.db.repositorySettings.create({ data: { repositoryId, organizationId, attemptLimit: 1 } });
    await world.lab.control.endRuns({ repository, branch: "ci-repair/", conclusion: "cancelled" });
    const { where } = await world.redPull(repository, "regated");
    const waiting = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
    const sha = waiting.repairHeadSha ?? "";
    await world.untilSaid(waiting.id, "Validate on CI", "was stopped (cancelled)");
    await world.lab.control.reportCheck({ repository, sha, name, conclusion: "failure" });
    const { rest } = await world.octokit("acme");
    await rest.actions.reRunWorkflow({ owner: "acme", repo: "gate", run_id: await runOf("gate", sha) });
    const loop = await world.untilTold(where);
    expect(loop.outcome).toBe("escalated");
    expect(loop.endReason).toContain("The required check Quality Gate ended with failure.");
  });
});
