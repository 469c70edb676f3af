import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { brokenLamp, type SmallWorld, startSmallWorld } from "../../support/small-world";

vi.setConfig({ testTimeout: 300_000 });

// What people do to a pull request while a loop works on it.

let world: SmallWorld;
const repository = "acme/lamp";
const place = { owner: "acme", repo: "lamp" };

beforeAll(async () => {
  world = await startSmallWorld({ [repository]: {} });
});
afterEach(() => world.lab.control.clearFaults());
afterAll(() => world.stop());

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
});
