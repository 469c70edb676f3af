import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { lookAgain } from "@/lib/loops/look-again";
import { brokenLamp, type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// What people do to a pull request while a loop works on it, and which pull requests are not Regreen's to repair.

let world: SmallWorld;
const repository = "acme/lamp";
const place = { owner: "acme", repo: "lamp" };

beforeAll(async () => {
  world = await startSmallWorld({ [repository]: {} });
});
afterEach(() => world.lab.control.clearFaults());
afterAll(() => world.stop());

async function settings(changes: object) {
  const { id, organizationId } = await world.db.repository.findFirstOrThrow({ where: { name: "lamp" } });
  await world.db.repositorySettings.upsert({
    where: { repositoryId: id },
    create: { repositoryId: id, organizationId, ...changes },
    update: changes,
  });
}

async function branchNames(): Promise<string[]> {
  const { rest } = await world.octokit("acme");
  const { data } = await rest.repos.listBranches({ ...place, per_page: 100 });
  return data.map((branch) => branch.name);
}

describe("while a loop is at work", () => {
  it("a forced push supersedes it, with the new commit in words, and the new commit gets a loop of its own", async () => {
    const release = world.hold("forced");
    const { where } = await world.redPull(repository, "forced");
    const loop = await world.untilRepairing(where);
    const { sha } = await world.lab.control.pushCommit({
      repository,
      branch: "forced",
      author: "will",
      message: "Begin again",
      files: brokenLamp,
      force: true,
    });
    const ended = await world.untilTold({ id: loop.id });
    release();
    expect(ended).toMatchObject({
      outcome: "superseded",
      endReason: `A newer commit was pushed: ${sha.slice(0, 7)}.`,
      repairHeadSha: null,
    });
    const next = await world.untilTold({ ...where, id: { not: loop.id } });
    expect(next).toMatchObject({ outcome: "fixed", headSha: sha });
  });

  it("another base and a draft change nothing: the repair goes to the pull request's own branch", async () => {
    const release = world.hold("rebased");
    await world.lab.control.pushCommit({
      repository,
      branch: "next",
      author: "ada",
      message: "Begin the next version",
      files: { "NEXT.md": "Next.\n" },
    });
    const { where, number } = await world.redPull(repository, "rebased");
    const loop = await world.untilRepairing(where);
    const octokit = await world.octokit("acme");
    const { data } = await octokit.rest.pulls.update({ ...place, pull_number: number, base: "next" });
    await octokit.graphql(
      "mutation($input: ConvertPullRequestToDraftInput!) { convertPullRequestToDraft(input: $input) { pullRequest { id } } }",
      { input: { pullRequestId: data.node_id } },
    );
    await world.untilRow(() =>
      world.db.pullRequest.findFirst({ where: { number, draft: true, baseRef: "next" } }),
    );
    release();
    const ended = await world.untilTold({ id: loop.id });
    expect(ended).toMatchObject({ outcome: "fixed", pullRequest: { baseRef: "next", draft: true } });
    const repair = { ...place, pull_number: ended.repairPullRequestNumber ?? 0 };
    expect((await octokit.rest.pulls.get(repair)).data.base.ref).toBe("rebased");
  });

  it("whoever pushed loses write access: nothing is pushed for them, and the loop says who and why", async () => {
    const release = world.hold("demoted");
    const { where } = await world.redPull(repository, "demoted", "mia");
    const loop = await world.untilRepairing(where);
    await world.lab.control.setRole({ repository, login: "mia", role: "read" });
    release();
    const ended = await world.untilTold({ id: loop.id });
    await world.lab.control.setRole({ repository, login: "mia", role: "maintain" });
    expect(ended).toMatchObject({ outcome: "blocked", repairHeadSha: null, repairPullRequestNumber: null });
    expect(ended.endReason).toBe(
      "The author of the pull request, mia, may not write to the repository (read), so nothing is pushed for them.",
    );
    expect(await branchNames()).not.toContain(`ci-repair/${loop.id}`);
  });

  it.each(["close", "merge"] as const)(
    "while its repair waits for CI, %s ends it, and the repair is left to people",
    async (act) => {
      const branch = `${act}d-late`;
      await world.lab.control.endRuns({ repository, branch: "ci-repair/", conclusion: "cancelled" });
      const { where, number } = await world.redPull(repository, branch);
      const loop = await world.untilLoop({ ...where, state: "validating" }, "a repair that waits");
      const by = { repository, number, by: "ada" };
      await (act === "close" ? world.lab.control.closePull(by) : world.lab.control.mergePull(by));
      const ended = await world.untilTold({ id: loop.id });
      expect(ended).toMatchObject({
        outcome: "cancelled",
        endReason: `The pull request was ${act}d.`,
        attemptsSpent: 0,
      });
      expect(await branchNames()).toContain(`ci-repair/${loop.id}`);
    },
  );
});

describe("a red pull request that is not ours to repair", () => {
  it("is one of a bot whose commits answer each repair: after three loops a day a person has to ask", async () => {
    const pull = await world.redPull(repository, "bot", "regreen[bot]");
    const first = await world.untilTold(pull.where);
    const { id: _id, repository: _repository, organization: _organization, pullRequest, ...row } = first;
    for (const day of [1, 2])
      await world.db.repairLoop.create({
        data: {
          ...row,
          category: null,
          proof: undefined,
          failingRunIds: [],
          trigger: `${row.trigger}:${day}`,
        },
      });
    const { sha } = await world.lab.control.pushCommit({
      repository,
      branch: "bot",
      author: pullRequest.authorLogin,
      message: "Answer the repair",
      files: { "answer.md": "Again.\n" },
    });
    const refused = await world.untilRefused(sha, "bot_loop");
    expect(refused.reason).toBe(
      "regreen[bot] pushed this commit, and 3 loops ran on this pull request today: two bots may be answering each other. A person can have it looked at again.",
    );
    const { organizationId } = first;
    const again = { organizationId, refusalId: refused.id, byLogin: "ada" };
    const looked = await lookAgain(world.ctx, again);
    if (!looked.started) throw new Error(looked.reason);
    expect(await world.untilTold({ id: looked.loopId })).toMatchObject({ outcome: "fixed", headSha: sha });
    expect(await lookAgain(world.ctx, again)).toMatchObject({ started: false });
  });

  it("is our own: what is red on a repair branch begins no loop, whoever pushed there", async () => {
    const { where } = await world.redPull(repository, "owned");
    const loop = await world.untilTold(where);
    const { sha } = await world.lab.control.pushCommit({
      repository,
      branch: loop.repairBranch ?? "",
      author: "will",
      message: "Break it there",
      files: brokenLamp,
    });
    await world.untilHandled();
    const run = await world.db.ciRun.findFirstOrThrow({ where: { headSha: sha } });
    expect(run.conclusion).toBe("failure");
    expect(await world.db.repairLoop.count({ where: { headSha: sha } })).toBe(0);
  });

  it("changes no file of those that the settings name", async () => {
    await settings({ paths: ["docs/**"] });
    const { headSha, where } = await world.redPull(repository, "elsewhere");
    const refused = await world.untilRefused(headSha, "paths_unmatched");
    expect(refused.reason).toBe("The pull request changes no file of those that are repaired here: docs/**.");
    expect(await world.db.repairLoop.count({ where })).toBe(0);
    await settings({ paths: ["*.js"] });
    // Others were merged red: with the lamp as they left it, this one would change no file of the program.
    const files = { "lamp.js": `${brokenLamp["lamp.js"]}// Within.\n` };
    const within = await world.redPull(repository, "within", "will", files);
    expect(await world.untilTold(within.where)).toMatchObject({ outcome: "fixed" });
    await settings({ paths: [] });
  });

  it("got a label meanwhile that keeps repairs away", async () => {
    await settings({ blockingLabel: "hands off" });
    const release = world.hold("labelled");
    const { where, number } = await world.redPull(repository, "labelled");
    const loop = await world.untilRepairing(where);
    await world.lab.control.labelPull({ repository, number, label: "hands off", by: "will" });
    const ended = await world.untilTold({ id: loop.id });
    release();
    expect(ended).toMatchObject({ outcome: "cancelled", repairHeadSha: null });
    expect(ended.endReason).toBe('The pull request has the label "hands off", which keeps repairs away.');
    await settings({ blockingLabel: null });
  });
});
