import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Agent } from "@/lib/agents/types";
import { FailureEvidence } from "@/lib/domain/failure-evidence";
import { draftLabel } from "@/lib/github/pull-requests";
import { reconcile } from "@/lib/loops/reconcile";
import { startWorld, type World } from "../../support/world";

vi.setConfig({ testTimeout: 300_000 });

// What people and other services do on GitHub, and what comes of it. The agent mends the one thing that these stories break.

const repository = "acme/toolbelt";
const place = { owner: "acme", repo: "toolbelt" };
const marker = "// broken on purpose\n";

const mender: Agent = {
  id: "search",
  title: "Mender",
  runsRepositoryCode: false,
  suits: () => ({ suits: true }),
  async repair(task) {
    for (const path of ["src/slugify.js", "site.config"]) {
      const file = join(task.treeDirectory, path);
      const text = await readFile(file, "utf8").catch(() => "");
      const mended = text.replace(`  throw new Error("broken"); ${marker}`, "").replace("regoin", "region");
      if (mended !== text) await writeFile(file, mended);
    }
    return { kind: "edited", notes: "Mended what is broken." };
  },
};

let world: World;
let sound: string;
beforeAll(async () => {
  sound = readFileSync("tests/lab/scenarios/toolbelt/base/src/slugify.js", "utf8");
  world = await startWorld({ scenariosFolder: "tests/lab/scenarios", agents: [mender] });
});
afterEach(() => world.lab.control.clearFaults());
afterAll(() => world.stop());

const whereOf = (number: number) => ({ pullRequest: { number, repository: { owner: "acme" } } });

function broken(): Record<string, string> {
  return {
    "src/slugify.js": sound.replace(
      /(export function slugify\([^)]*\) \{\n)/,
      `$1  throw new Error("broken"); ${marker}`,
    ),
  };
}

async function octokit() {
  const organization = await world.db.organization.findFirstOrThrow({ where: { login: "acme" } });
  return world.ctx.github.octokit(organization.installationId);
}

async function redPull(branch: string, author = "will") {
  const pull = await world.openPull({ repository, branch, author, files: broken() });
  return { pull, where: whereOf(pull.number) };
}

function ended(where: ReturnType<typeof whereOf>, what = "the end of the loop") {
  return world.untilLoop({ ...where, endReportedAt: { not: null } }, what);
}

async function settings(changes: object) {
  const { id } = await world.db.repository.findFirstOrThrow({ where: { name: "toolbelt" } });
  const { organizationId } = await world.db.repository.findUniqueOrThrow({ where: { id } });
  await world.db.repositorySettings.upsert({
    where: { repositoryId: id },
    create: { repositoryId: id, organizationId, ...changes },
    update: changes,
  });
}

describe("a repair", () => {
  it("is a commit that GitHub signed, with the failing commit as its parent", async () => {
    const { where } = await redPull("signed");
    const loop = await ended(where);
    expect(loop.outcome).toBe("fixed");
    const { data } = await (await octokit()).rest.repos.getCommit({
      ...place,
      ref: loop.repairHeadSha ?? "",
    });
    expect(data.commit.verification?.verified).toBe(true);
    expect(data.parents.map((parent) => parent.sha)).toEqual([loop.headSha]);
  });

  it("is an ordinary pull request with a label where drafts do not exist", async () => {
    await world.lab.control.setPlan({ repository, drafts: false });
    const { where } = await redPull("no-drafts");
    const loop = await ended(where);
    await world.lab.control.setPlan({ repository, drafts: true });
    const { data } = await (await octokit()).rest.pulls.get({
      ...place,
      pull_number: loop.repairPullRequestNumber ?? 0,
    });
    expect(data.draft).toBe(false);
    expect(data.labels.map((label) => label.name)).toEqual([draftLabel]);
  });

  it("is not pushed for an author who may not write, and the refusal says so", async () => {
    const { pull } = await redPull("by-a-reader", "rea");
    await world.lab.control.untilIdle();
    const refusal = await world.untilRow(() =>
      world.db.refusal.findFirst({ where: { headSha: pull.headSha, code: "author_may_not_write" } }),
    );
    expect(refusal.reason).toContain("rea");
  });
});

describe("another service's check", () => {
  it("that is red on the head is a failure, with what the service says as its evidence", async () => {
    const pull = await world.openPull({
      repository,
      branch: "quality",
      author: "will",
      files: { "NOTES.md": "Notes.\n" },
    });
    await world.lab.control.untilIdle();
    await world.lab.control.reportCheck({
      repository,
      sha: pull.headSha,
      name: "Quality Gate",
      conclusion: "failure",
      title: "1 new issue",
      summary: "The quality gate failed.",
      annotations: [{ path: "NOTES.md", line: 1, message: "Line is too short" }],
    });
    const loop = await world.untilLoop(
      { ...whereOf(pull.number), evidence: { some: {} } },
      "evidence of the check",
    );
    const [row] = await world.db.evidence.findMany({ where: { loopId: loop.id } });
    const document = row?.document as { jobs: { job: string; provider: string; annotations: object[] }[] };
    expect(document.jobs).toMatchObject([
      {
        provider: "github-checks",
        job: "Quality Gate",
        annotations: [{ file: "NOTES.md", line: 1, message: "Line is too short" }],
      },
    ]);
    await ended(whereOf(pull.number));
  });

  it("that is a commit status counts as well", async () => {
    const pull = await world.openPull({
      repository,
      branch: "legacy",
      author: "will",
      files: { "NOTES.md": "Other notes.\n" },
    });
    await world.lab.control.untilIdle();
    const status = { repository, sha: pull.headSha, context: "ci/legacy: build", by: "will" };
    await world.lab.control.reportStatus({ ...status, state: "pending" });
    await world.lab.control.reportStatus({ ...status, state: "failure", description: "Build failed" });
    const loop = await ended(whereOf(pull.number));
    expect(loop.trigger).toMatch(/^github-checks:status-\d+-/);
  });

  it("that the settings ignore opens no loop", async () => {
    await settings({ ignoredChecks: ["quality*"] });
    const pull = await world.openPull({
      repository,
      branch: "ignored",
      author: "will",
      files: { "NOTES.md": "Ignored notes.\n" },
    });
    await world.lab.control.untilIdle();
    const check = { repository, sha: pull.headSha, name: "Quality Gate", conclusion: "failure" as const };
    await world.lab.control.reportCheck(check);
    await world.untilRow(() => world.db.refusal.findFirst({ where: { headSha: pull.headSha } }));
    expect(await world.db.repairLoop.count({ where: whereOf(pull.number) })).toBe(0);
    await settings({ ignoredChecks: [] });
  });
});

describe("a deployment by a service without a connection here", () => {
  const environment = "Preview";
  const log = "https://deploys.lab.test/builds/1";

  it("that failed is a failure, which is fixed when the repair's own deployment succeeded", async () => {
    const files = { "site.config": "regoin: fra\n" };
    const pull = await world.openPull({ repository, branch: "deployed", author: "will", files });
    await world.lab.control.untilIdle();
    const deployment = { repository, environment, sha: pull.headSha, by: "will" };
    await world.lab.control.reportDeployment({ ...deployment, state: "in_progress" });
    const said = { description: "Unknown key regoin", logUrl: log };
    await world.lab.control.reportDeployment({ ...deployment, ...said, state: "failure" });
    const waiting = await world.untilLoop(
      { ...whereOf(pull.number), state: "validating", repairHeadSha: { not: null } },
      "a repair that waits for its deployment",
    );
    expect(waiting).toMatchObject({ category: "deploy" });
    const [row] = await world.db.evidence.findMany({ where: { loopId: waiting.id } });
    const document = FailureEvidence.parse(row?.document);
    expect(document.jobs).toMatchObject([
      { provider: "github-checks", job: "Deployment to Preview", url: log, conclusion: "failure" },
    ]);
    expect(JSON.stringify(document)).toContain("Unknown key regoin");

    await world.lab.control.untilIdle();
    const sha = waiting.repairHeadSha ?? "";
    await world.lab.control.reportDeployment({ ...deployment, sha, state: "success" });
    expect((await ended(whereOf(pull.number))).outcome).toBe("fixed");
  });
});

describe("the check run's buttons", () => {
  async function click(loop: { checkRunId: bigint | null }, identifier: string, by: string) {
    await world.lab.control.clickCheckAction({
      repository,
      checkRunId: Number(loop.checkRunId),
      identifier,
      by,
    });
    await world.lab.control.untilIdle();
  }

  it("are three, stop and retry work, and only for people who may push", async () => {
    const { pull, where } = await redPull("buttons");
    const loop = await ended(where);
    await click(loop, "stop", "rea");
    const refused = await world.untilRow(() =>
      world.db.timelineEntry.findFirst({ where: { loopId: loop.id, title: "Stop on GitHub" } }),
    );
    expect(refused).toMatchObject({ status: "failed", reason: expect.stringContaining("write access") });
    expect(await world.db.pullRequest.count({ where: { number: pull.number, repairsStoppedAt: null } })).toBe(
      1,
    );

    await click(loop, "stop", "will");
    await world.untilRow(() =>
      world.db.pullRequest.findFirst({ where: { number: pull.number, repairsStoppedBy: "will" } }),
    );
    await click(loop, "retry", "will");
    const again = await world.untilLoop({ ...where, id: { not: loop.id } }, "another loop");
    expect(again.pullRequest.repairsStoppedAt).toBeNull();
    await world.untilLoop({ id: again.id, endReportedAt: { not: null } }, "its end");
  });
});

describe("suggest mode", () => {
  it("pushes nothing until somebody clicks Apply, and then exactly the patch that was suggested", async () => {
    await settings({ mode: "suggest" });
    const { where } = await redPull("suggested");
    const loop = await ended(where);
    expect(loop).toMatchObject({
      outcome: "handed_over",
      repairHeadSha: null,
      repairPullRequestNumber: null,
    });
    const github = await octokit();
    const { data: check } = await github.rest.checks.get({ ...place, check_run_id: Number(loop.checkRunId) });
    expect(check).toMatchObject({ conclusion: "neutral", output: { annotations_count: 1 } });
    const { data: annotations } = await github.rest.checks.listAnnotations({
      ...place,
      check_run_id: check.id,
    });
    expect(annotations).toMatchObject([{ path: "src/slugify.js", title: "Suggested change" }]);

    await world.lab.control.clickCheckAction({
      repository,
      checkRunId: check.id,
      identifier: "apply",
      by: "will",
    });
    const applied = await world.untilLoop(
      { ...where, appliesAttemptId: { not: null }, endReportedAt: { not: null } },
      "the end of the applied suggestion",
    );
    expect(applied.outcome).toBe("fixed");
    const attempts = await world.db.attempt.findMany({
      where: { loop: whereOf(applied.pullRequest.number) },
      orderBy: { startedAt: "asc" },
    });
    expect(attempts[1]?.patchText).toBe(attempts[0]?.patchText);
    await settings({ mode: "repair" });
  });
});

describe("labels", () => {
  it("that the settings ask for let a red pull request in when somebody adds them", async () => {
    await settings({ requiredLabel: "regreen" });
    const { pull, where } = await redPull("labelled");
    await world.untilRow(() =>
      world.db.refusal.findFirst({ where: { headSha: pull.headSha, code: "label_missing" } }),
    );
    await world.lab.control.labelPull({ repository, number: pull.number, label: "Regreen", by: "will" });
    expect((await ended(where)).outcome).toBe("fixed");
    await settings({ requiredLabel: null });
  });
});

describe("a delivery that never arrived", () => {
  it("is asked for again by the next look", async () => {
    await world.lab.control.breakDeliveries({ kind: "lose", event: "workflow_run", action: "completed" });
    const { where } = await redPull("lost");
    await world.lab.control.untilIdle();
    // The world's own look, once a minute, may come first: then this one finds nothing more to do.
    // At minute one of this hour: pull requests are not looked at, and what is asked for is young enough to be kept.
    const minuteOne = new Date(new Date().setUTCMinutes(1));
    const { events } = await reconcile({ ...world.ctx, now: () => minuteOne });
    await world.ctx.send(events);
    expect((await ended(where)).outcome).toBe("fixed");
    expect(await world.db.redelivery.count()).toBeGreaterThan(0);
  });
});

describe("a repository that is renamed while a loop is at work", () => {
  it("is followed by its number, also when nobody told us", async () => {
    await world.lab.control.breakDeliveries({ kind: "lose", event: "repository" });
    const { where } = await redPull("renamed");
    await world.untilLoop({ ...where, state: "repairing" }, "an agent at work");
    await world.lab.control.renameRepository({ repository, name: "toolbox", by: "ada" });
    const loop = await ended(where);
    expect(loop).toMatchObject({ outcome: "fixed", repository: { name: "toolbox" } });
  });
});
