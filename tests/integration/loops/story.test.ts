import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { AttemptRecord } from "@/lib/domain/attempt-record";
import { Brief } from "@/lib/domain/brief";
import { commentMarker } from "@/lib/github/comments";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// The whole way of a failure as people on GitHub see it: real CI, real repairs, real git, real webhooks.

const scenarios = "tests/lab/scenarios";
let world: World;

beforeAll(async () => {
  world = await startWorld({ scenariosFolder: scenarios });
});
afterAll(() => world.stop());

const place = { owner: "acme", repo: "toolbelt" };

async function octokitOf(login: string) {
  const organization = await world.db.organization.findFirstOrThrow({ where: { login } });
  return world.ctx.github.octokit(organization.installationId);
}

describe("a lint failure", () => {
  it("is repaired on a branch of ours and proven by the same step, with one draft, one comment and one check run", async () => {
    const loop = await world.loopOf("toolbelt/chunk");
    expect(loop).toMatchObject({
      outcome: "fixed",
      category: "lint",
      proof: { outcome: "pass", level: "step" },
    });

    const octokit = await octokitOf("acme");
    const { data: repair } = await octokit.rest.pulls.get({
      ...place,
      pull_number: loop.repairPullRequestNumber ?? 0,
    });
    expect(repair).toMatchObject({
      draft: true,
      head: { ref: `ci-repair/${loop.id}` },
      base: { ref: loop.pullRequest.headRef },
    });

    const { data: commit } = await octokit.rest.repos.getCommit({ ...place, ref: repair.head.sha });
    expect(commit.commit.message).toContain(`run ${loop.trigger} (attempt 1)`);
    expect(commit.parents.map((parent) => parent.sha)).toEqual([loop.headSha]);

    const { data: comments } = await octokit.rest.issues.listComments({
      ...place,
      issue_number: loop.pullRequest.number,
    });
    const ours = comments.filter((comment) => comment.body?.startsWith(commentMarker(loop.id)));
    expect(ours).toHaveLength(1);
    expect(ours[0]?.body).toContain("Repaired, and CI proved it");

    const { data: checks } = await octokit.rest.checks.listForRef({
      ...place,
      ref: loop.headSha,
      check_name: "Regreen",
    });
    expect(checks.check_runs).toMatchObject([
      { external_id: loop.id, status: "completed", conclusion: "success" },
    ]);
  });

  it("leaves a record of its attempt with exactly the published fields", async () => {
    const loop = await world.loopOf("toolbelt/chunk");
    const rows = await world.db.attemptRecord.findMany({ where: { loopId: loop.id } });
    expect(rows.map((row) => AttemptRecord.parse(row.document))).toMatchObject([
      {
        event: "ci_repair_loop",
        site: "acme/toolbelt",
        attempt: 1,
        validation_outcome: "pass",
        escalated: false,
      },
    ]);
  });

  it("hands the agent what the pull request's people said of their commits", async () => {
    const loop = await world.loopOf("toolbelt/chunk");
    const { document } = await world.db.brief.findFirstOrThrow({ where: { loopId: loop.id, attempt: 1 } });
    const { data } = await (await octokitOf("acme")).rest.repos.getCommit({ ...place, ref: loop.headSha });
    expect(Brief.parse(document).commits.at(-1)).toEqual({
      sha: loop.headSha,
      message: data.commit.message,
    });
  });

  it("schedules one follow-up an hour after its end", async () => {
    const loop = await world.loopOf("toolbelt/chunk");
    const tasks = await world.db.followUpTask.findMany({ where: { loopId: loop.id } });
    expect(tasks).toHaveLength(1);
    expect(tasks[0]?.scheduledFor.getTime()).toBe((loop.endedAt?.getTime() ?? 0) + 3_600_000);
  });
});

describe("a test bug", () => {
  it("is repaired by a small edit, and proven by the same tests executed again", async () => {
    const loop = await world.loopOf("toolbelt/page-rows");
    expect(loop).toMatchObject({ outcome: "fixed", category: "test", proof: { level: "tests" } });
    const proof = loop.proof as { tests: { test: string; after: string }[] };
    expect(proof.tests.length).toBeGreaterThan(0);
    expect(proof.tests.every((entry) => entry.after === "passed")).toBe(true);
  });
});

describe("a fork's pull request", () => {
  it("never gets a branch in the base repository", async () => {
    const loop = await world.loopOf("toolbelt/shorter-slugs");
    expect(loop).toMatchObject({
      outcome: "handed_over",
      repairPullRequestNumber: null,
      repairHeadSha: null,
    });
    const octokit = await octokitOf("acme");
    const { data: branches } = await octokit.rest.repos.listBranches({ ...place, per_page: 100 });
    expect(branches.map((branch) => branch.name)).not.toContain(`ci-repair/${loop.id}`);
  });
});

describe("a flaky test", () => {
  it("is rerun before anything is changed, and nothing is pushed when it then passes", async () => {
    const loop = await world.loopOf("backup-scripts/retain-help");
    expect(loop).toMatchObject({ outcome: "fixed", rerunsAsked: 1, repairPullRequestNumber: null });
    expect(await world.db.attempt.count({ where: { loopId: loop.id } })).toBe(0);
  });
});
